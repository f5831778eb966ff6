using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace CnnGen.Package.Tests;

/// <summary>Weights files of a project on the packed package: what the build says of them, and the Load() that an embedded one gives.</summary>
public class WeightsTests(PackageFixture package)
{
    private const string Program = """
        using CnnGen;

        var net = App.Tiny.Load();
        float[] output = new float[App.Tiny.OutputLength];
        net.ForwardTraced(new float[App.Tiny.InputLength], output, (layer, numbers) => Console.WriteLine($"{layer.Name} {numbers[0]}"));
        Console.WriteLine($"resources {string.Join(' ', typeof(App.Tiny).Assembly.GetManifestResourceNames())}");

        namespace App
        {
            [Input(4, 4, 1), Weights("other files/spare.safetensors")]
            [Conv2D(2, 3)]
            [BatchNorm]
            [Flatten]
            [Dense(3)]
            internal sealed partial class Tiny;
        }
        """;

    private static readonly Dictionary<string, int[]> _tensors = new()
    {
        ["conv1.weight"] = [2, 1, 3, 3], ["conv1.bias"] = [2],
        ["bn1.weight"] = [2], ["bn1.bias"] = [2], ["bn1.running_mean"] = [2], ["bn1.running_var"] = [2],
        ["dense1.weight"] = [3, 8], ["dense1.bias"] = [3],
    };

    [Fact]
    public void FileThatDoesNotFit_IsAnErrorOfTheCompiler_AndOnceItDoes_LoadReadsIt()
    {
        string project = package.CreateProject("Weighed", new() { ["Program.cs"] = Program });
        string projectFile = Path.Combine(project, "Weighed.csproj");
        string[] paths = [Path.Combine(project, "../weights/tiny.safetensors"), Path.Combine(project, "other files/spare.safetensors")];
        AddToProject("""<CnnGenWeights Include="../weights/tiny.safetensors" Network="App.Tiny" Embed="true" />""");
        const string misnamed = """<CnnGenWeights Include="other files\spare.safetensors" Network="App.Tinny" />""";
        AddToProject(misnamed);

        Write(paths[0], _tensors.Where(tensor => !tensor.Key.StartsWith("dense1", StringComparison.Ordinal)).Append(new("fc.weight", [3, 8])), 1);
        Write(paths[1], _tensors.Select(tensor => tensor.Key == "conv1.weight" ? new(tensor.Key, [2, 1, 5, 5]) : tensor), 1);
        string wrong = Fails("build", "-c", "Release");
        Assert.Contains("Program.cs(14,6): error CNN0301: 'dense1' (Dense) receives 8 from 'flatten1': '../weights/tiny.safetensors' has no 'dense1.weight' [3, 8] and no 'dense1.bias' [3]: its 'fc.weight' has", wrong);
        Assert.Contains("Program.cs(11,6): error CNN0302: 'conv1' (Conv2D) receives 4x4x1 from [Input]: it wants 'conv1.weight' of shape [2, 1, 3, 3] where 'other files/spare.safetensors' has [2, 1, 5, 5]:", wrong);
        Assert.Contains($"{PlaceOf(misnamed)}: error CNN0305: CnnGenWeights 'other files/spare.safetensors': there is no network 'App.Tinny': did you mean 'App.Tiny'?", wrong);
        Assert.DoesNotContain("error CS", wrong);

        File.WriteAllText(projectFile, File.ReadAllText(projectFile).Replace(misnamed, ""));
        Array.ForEach(paths, path => Write(path, _tensors, 1));
        string first = DotNet.RunToSuccess(project, "run", "-c", "Release", "--no-restore");
        Assert.Contains("conv1 1\n", first.ReplaceLineEndings("\n"));
        Assert.Contains("resources ../weights/tiny.safetensors", first);

        // Other numbers under the same header are noticed, too; and where nothing is changed, nothing is compiled.
        Write(paths[0], _tensors, 2);
        Assert.Contains("conv1 2\n", DotNet.RunToSuccess(project, "run", "-c", "Release", "--no-restore").ReplaceLineEndings("\n"));
        string compiled = Path.Combine(project, "obj/Release/net10.0/Weighed.dll");
        DateTime before = File.GetLastWriteTimeUtc(compiled);
        _ = DotNet.RunToSuccess(project, "build", "-c", "Release", "--no-restore");
        Assert.Equal(before, File.GetLastWriteTimeUtc(compiled));

        File.WriteAllText(paths[0], "version https://git-lfs.github.com/spec/v1\n");
        const string missing = """<CnnGenWeights Include="other files/spar.safetensors" Network="App.Tiny" />""";
        AddToProject(missing);
        string torn = Fails("build", "-c", "Release", "--no-restore");
        Assert.Contains("tiny.safetensors : error CNN0304: tiny.safetensors: ", torn);
        Assert.Contains("Git LFS pointer", torn);
        Assert.Contains($"{PlaceOf(missing)}: error CNN0307: CnnGenWeights: there is no weights file '", torn);
        Assert.Contains(": its folder has 'spare.safetensors': put it there, or correct Include", torn);

        string late = Path.Combine(project, "Directory.Build.targets");
        File.WriteAllText(late, """<Project><ItemGroup><CnnGenWeights Include="late.safetensors" Network="App.Tiny" /></ItemGroup></Project>""");
        Assert.Contains("Directory.Build.targets : error CNN0311: CnnGenWeights 'late.safetensors' comes too late to be embedded or copied: move it", Fails("build", "-c", "Release", "--no-restore"));

        void AddToProject(string item) => File.WriteAllText(projectFile, File.ReadAllText(projectFile).Replace("</Project>", $"<ItemGroup>{item}</ItemGroup></Project>"));

        string PlaceOf(string item)
        {
            string[] above = File.ReadAllText(projectFile).Split(item)[0].Split('\n');
            return $"Weighed.csproj({above.Length},{above[^1].Length + 1})";
        }

        string Fails(params string[] arguments)
        {
            (int exitCode, string output) = DotNet.Run(project, arguments);
            Assert.NotEqual(0, exitCode);
            return output;
        }
    }

    /// <summary>A safetensors file whose numbers are all the same.</summary>
    private static void Write(string path, IEnumerable<KeyValuePair<string, int[]>> tensors, float number)
    {
        List<string> entries = [];
        int end = 0;
        foreach ((string name, int[] shape) in tensors)
        {
            int begin = end;
            end += sizeof(float) * shape.Aggregate(1, (product, side) => product * side);
            entries.Add($$"""
                "{{name}}":{"dtype":"F32","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{begin}},{{end}}]}
                """);
        }

        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        float[] numbers = new float[end / sizeof(float)];
        Array.Fill(numbers, number);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. length, .. header, .. MemoryMarshal.AsBytes(numbers.AsSpan())]);
    }
}
