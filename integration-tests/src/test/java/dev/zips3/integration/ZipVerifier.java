package dev.zips3.integration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Reads a ZIP with both readers of the JDK: one uses the directory at the end, the other the local headers. */
public final class ZipVerifier {

    private ZipVerifier() {}

    /** Returns whether the ZIP is complete and its only entry has this name and content. */
    public static boolean isZipOf(byte[] zip, String name, byte[] content) {
        try {
            return asStream(zip, name, content) && asFile(zip, name, content);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean asStream(byte[] zip, String name, byte[] content) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry = in.getNextEntry();
            return entry != null
                    && entry.getName().equals(name)
                    && Arrays.equals(in.readAllBytes(), content)
                    && in.getNextEntry() == null;
        }
    }

    private static boolean asFile(byte[] zip, String name, byte[] content) throws IOException {
        Path path = Files.createTempFile("zip-verifier", ".zip");
        try {
            Files.write(path, zip);
            try (ZipFile file = new ZipFile(path.toFile());
                    InputStream in = file.getInputStream(file.getEntry(name))) {
                return file.size() == 1 && Arrays.equals(in.readAllBytes(), content);
            }
        } finally {
            Files.delete(path);
        }
    }
}
