package dev.zips3.integration.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws the images in {@code samples/}: each is a different kind of PNG, and none has another owner. */
final class Samples {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    private Samples() {}

    /** The colour of a point; x and y go from 0 to 1, from left to right and from top to bottom. */
    private interface Drawing {
        int colour(double x, double y);
    }

    /**
     * Draws the samples.
     *
     * @param arguments the directory of the files
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, BufferedImage> image : all().entrySet()) {
            ImageIO.write(
                    image.getValue(), "png", directory.resolve(image.getKey()).toFile());
        }
    }

    /** By file name. */
    static Map<String, BufferedImage> all() {
        Map<String, BufferedImage> images = new LinkedHashMap<>();
        images.put("sunset.png", draw(WIDTH, HEIGHT, Samples::sunset));
        images.put("floor.png", draw(WIDTH, HEIGHT, Samples::floor));
        images.put("blue sky.png", draw(WIDTH, HEIGHT, Samples::sky));
        images.put("mountain.png", draw(240, 150, Samples::mountain));
        images.put("icon.png", draw(32, 32, Samples::icon));
        return images;
    }

    private static BufferedImage draw(int width, int height, Drawing drawing) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                image.setRGB(column, row, drawing.colour((column + 0.5) / width, (row + 0.5) / height));
            }
        }
        return image;
    }

    /** Smooth: lines differ little, which suits PNG's filters. */
    private static int sunset(double x, double y) {
        double sea = 0.68;
        double distance = StrictMath.hypot((x - 0.5) * 1.6, y - 0.52);
        if (y > sea) {
            double glitter = StrictMath.max(0, 1 - StrictMath.abs(x - 0.5) * 5) * (1 - (y - sea) * 2);
            return mix(rgb(24, 30, 66), rgb(255, 150, 70), glitter);
        }
        int glow = mix(rgb(46, 32, 96), rgb(255, 140, 60), y / sea);
        return distance < 0.14 ? rgb(255, 226, 120) : mix(glow, rgb(255, 200, 110), 0.5 * (1 - distance));
    }

    /** Two colours with hard edges. */
    private static int floor(double x, double y) {
        double horizon = 0.35;
        if (y < horizon) {
            return rgb(230, 232, 238);
        }
        double depth = 0.3 / (y - horizon + 0.02);
        long column = (long) StrictMath.floor((x - 0.5) * depth * 6);
        long row = (long) StrictMath.floor(depth * 4);
        return Math.floorMod(column + row, 2) == 0 ? rgb(28, 34, 52) : rgb(214, 178, 94);
    }

    /** Clouds: large shapes are smooth, small ones rough. */
    private static int sky(double x, double y) {
        double cloud = StrictMath.max(0, fractal(x * 5, y * 6, 5) - 0.45) * 3.2;
        return mix(mix(rgb(38, 104, 196), rgb(160, 206, 240), y), rgb(255, 255, 255), cloud);
    }

    /** Grain in every pixel, as in a photo: a compressor gains almost nothing. */
    private static int mountain(double x, double y) {
        double ridge = 0.75 - 0.55 * fractal(x * 3 + 20, 0.5, 6);
        double snow = ridge + 0.12 * fractal(x * 9, 7.5, 3);
        int colour = y < ridge
                ? mix(rgb(98, 130, 170), rgb(226, 214, 206), y)
                : y < snow ? rgb(236, 240, 246) : mix(rgb(92, 88, 92), rgb(38, 54, 40), (y - snow) * 2);
        return grained(colour, (int) (x * 240), (int) (y * 150));
    }

    /** A picture frame. */
    private static int icon(double x, double y) {
        double edge = StrictMath.max(StrictMath.abs(x - 0.5), StrictMath.abs(y - 0.5));
        if (edge > 0.4) {
            return rgb(120, 80, 44);
        }
        boolean hill = y > 0.9 - StrictMath.max(0.35 - StrictMath.abs(x - 0.4), 0.3 - StrictMath.abs(x - 0.7));
        return hill ? rgb(60, 140, 80) : rgb(150, 206, 244);
    }

    private static int grained(int colour, int column, int row) {
        int grain = 0;
        for (int channel = 0; channel < 3; channel++) {
            int shift = 8 * channel;
            int value = ((colour >> shift) & 0xFF) + (int) (36 * (random(column * 3 + channel, row) - 0.5));
            grain |= Math.max(0, Math.min(255, value)) << shift;
        }
        return grain;
    }

    /** Noise of several sizes; 0 to 1. */
    private static double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * smooth(x * (1 << octave), y * (1 << octave));
            weight /= 2;
        }
        return sum;
    }

    private static double smooth(double x, double y) {
        int column = (int) StrictMath.floor(x);
        int row = (int) StrictMath.floor(y);
        double right = ease(x - column);
        double down = ease(y - row);
        double top = random(column, row) * (1 - right) + random(column + 1, row) * right;
        double bottom = random(column, row + 1) * (1 - right) + random(column + 1, row + 1) * right;
        return top * (1 - down) + bottom * down;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    /** The same for the same point in every JVM. */
    private static double random(int column, int row) {
        int hash = column * 374_761_393 + row * 668_265_263;
        hash = (hash ^ (hash >>> 13)) * 1_274_126_177;
        return (hash ^ ((hash >>> 16) & 0xFFFF)) / (double) (1L << 32) + 0.5;
    }

    private static int mix(int from, int to, double share) {
        double bounded = StrictMath.max(0, StrictMath.min(1, share));
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int start = (from >> shift) & 0xFF;
            int end = (to >> shift) & 0xFF;
            mixed |= (int) StrictMath.round(start + (end - start) * bounded) << shift;
        }
        return mixed;
    }

    private static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }
}
