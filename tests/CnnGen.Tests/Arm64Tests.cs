using System.Diagnostics;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// The right answers on ARM64, which is emulated: the numeric tests once more, in a process of .NET for ARM64. It takes minutes, so that only a
/// run of the long tests does it: see <see cref="Variable"/>.
/// </summary>
[Collection(nameof(ParentsOfChildren))]
public class Arm64Tests
{
    /// <summary>The switch of the tests that need an emulator; <c>.ci/run --long</c> sets it.</summary>
    private const string Variable = "CNNGEN_EMULATORS";

    private const string Emulator = "qemu-aarch64-static";

    /// <summary>Where Debian has the C library of ARM64.</summary>
    private const string Libraries = "/usr/aarch64-linux-gnu";

    private static readonly Type[] _classes =
    [
        typeof(InstructionSetOfThisProcess), typeof(VectorMathTests), typeof(GoldenTests), typeof(LectureTests), typeof(SpecialNumberTests), typeof(GroupTests), typeof(RandomNetworkTests),
    ];

    [Fact]
    public void RightAnswers_OnArm64()
    {
        Assert.SkipWhen(ChildProcess.Errand is not null, "A child starts no children.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Variable) is null, $"It takes minutes: {Variable}=1 switches it on.");
        string? emulator = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Emulator)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(
            emulator is not null && Directory.Exists(Libraries),
            $"No {Emulator}, or no {Libraries}: apt-get install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross");
        string folder = Directory.CreateTempSubdirectory("cnngen-arm64-").FullName;
        try
        {
            string program = Publish(folder);

            // A process for each class: one that runs many of them sometimes crashes in the emulator (qemu 7.2), in no certain place.
            Assert.All(_classes, type => Run(emulator!, [program, Path.GetFileName(type.Assembly.Location), type.FullName!], new()
            {
                ["QEMU_LD_PREFIX"] = Libraries,
                [ChildProcess.ChildVariable] = InstructionSetOfThisProcess.Describe(vector256: false, vector512: false),
                [ChildProcess.RandomNetworksVariable] = "80",
                [Images.FolderVariable] = Images.Folder,
            }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The runner with .NET for ARM64, and this assembly with all that it needs beside it.</summary>
    private static string Publish(string folder)
    {
        (string source, string target) = (Path.Combine(folder, "source"), Path.Combine(folder, "program"));
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, $"{Arm64Runner.Name}.csproj"), Arm64Runner.Project);
        File.WriteAllText(Path.Combine(source, "Program.cs"), Arm64Runner.Program);
        Run("dotnet", ["publish", source, "-c", "Release", "-r", "linux-arm64", "--self-contained", "-o", target, "--nologo"], []);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string place = Path.Combine(target, Path.GetRelativePath(AppContext.BaseDirectory, file));
            if (!File.Exists(place))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Copy(file, place);
            }
        }

        return Path.Combine(target, Arm64Runner.Name);
    }

    private static void Run(string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{output}{error.Result}");
    }
}
