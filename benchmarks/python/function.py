"""The function that people write for this lab, and the loop that asks Lambda's runtime API for its events.

Whole object into memory, zipfile with zlib's level 6, boto3. It reads its events where AWS_LAMBDA_RUNTIME_API says.
"""

import http.client
import io
import json
import os
import traceback
import urllib.parse
import zipfile

import boto3

S3 = boto3.client("s3")


def handle(event):
    written = []
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        image = S3.get_object(Bucket=bucket, Key=key)["Body"].read()
        name = os.path.basename(key)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(name, image)
        zip_key = f"zip/{name}.zip"
        S3.put_object(Bucket=bucket, Key=zip_key, Body=buffer.getvalue())
        written.append(zip_key)
    return written


def main():
    root = "/2018-06-01/runtime/invocation/"

    def call(method, path, body=None):
        # Each time anew: servers close what was idle, and a large image takes a while.
        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        api.request(method, root + path, body)
        response = api.getresponse()
        headers, content = response.headers, response.read()
        api.close()
        return headers, content

    while True:
        headers, event = call("GET", "next")
        request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            call("POST", f"{request_id}/response", json.dumps(handle(json.loads(event))))
        except Exception as failure:
            error = {
                "errorType": type(failure).__name__,
                "errorMessage": str(failure),
                "stackTrace": traceback.format_exc().splitlines(),
            }
            call("POST", f"{request_id}/error", json.dumps(error))


if __name__ == "__main__":
    main()
