# The whole object in memory, zipfile with zlib's level 6.
# For each path on standard input it prints the compressed size and the nanoseconds of CPU time.
import io
import sys
import time
import zipfile

for line in sys.stdin:
    with open(line.rstrip("\n"), "rb") as image:
        content = image.read()
    start = time.process_time_ns()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as entries:
        entries.writestr("image.png", content)
    spent = time.process_time_ns() - start
    print(entries.infolist()[0].compress_size, spent, flush=True)
