"""The sample Digits, published for the just-in-time compiler and ahead of time, beside the same program with ONNX Runtime in its network's place.

Prints a Markdown table: the program's size with its libraries, the time from starting it to its first result, and the time for an image.
Needs Linux, the SDK, and what NativeAOT links with (clang or gcc). Runs on one core, each program in turn; of each the median is shown, and
in brackets the least, which another program on the core disturbs less.

    python3 measure.py [folder]      publishes into the folder, which is kept: what is there the next time is not published again
"""

import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 21
PASSES = 7

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SAMPLE = ROOT / "samples" / "Digits"
PICTURE = SAMPLE / "pictures" / "3-dark-on-light.png"
RESULT = b"It is a 3"
ACCURACY = "Accuracy 99.41 %"

# Published, but no part of the program: symbols, documentation, MNIST, and what ONNX Runtime's package copies for Windows.
NO_PART = re.compile(r"\.(pdb|dbg|xml|gz)$|^onnxruntime.*\.dll$")


def dotnet(*arguments):
    print("dotnet", *arguments, file=sys.stderr)
    subprocess.run(["dotnet", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def publish(project, folder, native):
    if not folder.exists():
        architecture = "arm64" if platform.machine() == "aarch64" else "x64"
        choice = [] if native else ["-p:PublishAot=false", "--self-contained", "false"]
        dotnet("publish", project, "-c", "Release", "-r", f"linux-{architecture}", "-o", folder, *choice)
    return folder


def megabytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not NO_PART.search(file.name)) / 1e6


def first_result(folder):
    """Milliseconds from starting the program on a picture until it has printed which digit that is."""
    begin = time.perf_counter()
    with subprocess.Popen([folder / "Digits", PICTURE], stdout=subprocess.PIPE) as program:
        printed = b""
        while RESULT not in printed:
            part = os.read(program.stdout.fileno(), 1 << 16)
            if not part:
                raise SystemExit(f"{folder.name} did not print '{RESULT.decode()}' but:\n{printed.decode()}")
            printed += part
        elapsed = time.perf_counter() - begin
        program.stdout.read()
    return elapsed * 1e3


def an_image(folder):
    """Microseconds, as the program itself prints them after reading MNIST's 10,000 test images."""
    printed = subprocess.run([folder / "Digits"], check=True, capture_output=True, text=True).stdout
    if ACCURACY not in printed:
        raise SystemExit(f"{folder.name} did not print '{ACCURACY}' but:\n{printed}")
    return float(re.search(r"([\d.,]+) microseconds an image", printed)[1].replace(",", ""))


def interleaved(measure, folders, times):
    """The median of each program's times, and the least."""
    print(f"{measure.__name__}: {times} times, each program in turn", file=sys.stderr)
    taken = [[] for _ in folders]
    for _ in range(times):
        for folder, results in zip(folders, taken):
            results.append(measure(folder))
    return [f"{statistics.median(results):.1f} ({min(results):.1f})" for results in taken]


def main(work):
    programs = {
        "CnnGen, NativeAOT": publish(SAMPLE, work / "cnngen-aot", native=True),
        "CnnGen, JIT": publish(SAMPLE, work / "cnngen-jit", native=False),
        "ONNX Runtime, NativeAOT": publish(HERE, work / "onnx-aot", native=True),
        "ONNX Runtime, JIT": publish(HERE, work / "onnx-jit", native=False),
    }
    folders = list(programs.values())
    model = work / "lenet5.onnx"
    if not model.exists():
        dotnet("run", "-c", "Release", "--project", ROOT / "benchmarks" / "CnnGen.Benchmarks", "--", "sample-model", SAMPLE / "lenet5.safetensors", model)
    for folder in folders[2:]:
        shutil.copy(model, folder)

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    starts = interleaved(first_result, folders, STARTS)
    images = interleaved(an_image, folders, PASSES)
    print("| | MB | ms to the first result | us an image |\n|---|---:|---:|---:|")
    for (name, folder), start, image in zip(programs.items(), starts, images):
        beside = " and .NET" if name.endswith("JIT") else ""
        print(f"| {name} | {megabytes(folder):.1f}{beside} | {start} | {image} |")


if len(sys.argv) > 1:
    main(pathlib.Path(sys.argv[1]).resolve())
else:
    with tempfile.TemporaryDirectory() as directory:
        main(pathlib.Path(directory))
