"""Writes PublicAPI.Unshipped.txt anew: all that is public and not yet in PublicAPI.Shipped.txt. Needs the SDK and Python's standard library.

At a release, the lines of Unshipped move to Shipped by hand; what is there can then only be taken away on purpose.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).parent
UNSHIPPED = PROJECT / "PublicAPI.Unshipped.txt"


def write(lines):
    UNSHIPPED.write_bytes(("#nullable enable\n" + "".join(line + "\n" for line in sorted(lines))).encode())


def missing():
    """The lines that the compiler misses in the lists (RS0016): its log holds them whole, its messages only a name."""
    with tempfile.TemporaryDirectory() as directory:
        log = pathlib.Path(directory) / "build.sarif"
        build = subprocess.run(
            ["dotnet", "build", PROJECT / "CnnGen.csproj", "-c", "Release", "--no-dependencies", "--no-incremental",
             "-p:TreatWarningsAsErrors=false", f"-p:ErrorLog={log}%2Cversion=2.1"],
            capture_output=True, text=True)
        if build.returncode != 0:
            raise RuntimeError(build.stdout + build.stderr)
        results = json.loads(log.read_text("utf-8-sig"))["runs"][0]["results"]
    return {result["properties"]["customProperties"]["APIName"] for result in results if result["ruleId"] == "RS0016"}


before = UNSHIPPED.read_bytes()
lines = set()
try:
    write(lines)
    # A type hides its primary constructor until the type itself is listed, so that once is not enough.
    while found := missing() - lines:
        lines |= found
        write(lines)
except RuntimeError as error:
    UNSHIPPED.write_bytes(before)
    sys.exit(f"{error}The project does not build, and PublicAPI.Unshipped.txt stays as it was.")
print(f"{len(lines)} public symbols in {UNSHIPPED.name}")
