using System.Text;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Models and files that cannot be imported: what is said of them.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Every_unsupported_node_is_named_at_once_with_its_operator_and_what_to_do()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 4, 4)
            .Node("Sin", "input -> a").Node("Elu", "a -> b", ("alpha", -1f)).Node("GridSample", "b -> c").Node("Sin", "c -> d").Node("LSTM", "d -> e").Node("Relu", "e -> y").Build("y");

        IReadOnlyList<ImportProblem> problems = Problems(model);

        Assert.Equal(["Sin", "Elu", "GridSample", "Sin", "LSTM"], problems.Select(problem => problem.Operator));
        Assert.Equal(["node_a"], problems[0].Nodes);
        Assert.Equal(
            "Node 'node_b' (Elu): it receives 1x2x4x4 from 'node_a'; its alpha is -1, and an ELU's is above 0.",
            problems[1].ToString());
    }

    [Fact]
    public void Nodes_with_one_fault_are_one_paragraph()
    {
        ModelProto model = new ModelBuilder(13, 1, 4).Node("QuantizeLinear", "input -> a").Node("DequantizeLinear", "a -> b").Node("QuantizeLinear", "b -> c").Node("QLinearConv", "c -> y").Build("y");

        IReadOnlyList<ImportProblem> problems = Problems(model);

        Assert.Equal(["QuantizeLinear", "DequantizeLinear", "QLinearConv"], problems.Select(problem => problem.Operator));
        Assert.Equal(["node_a", "node_c"], problems[0].Nodes);
        Assert.All(problems, problem => Assert.Contains("import the float model", problem.Message));
    }

    [Fact]
    public void A_side_that_is_open_asks_for_shape()
    {
        ModelBuilder builder = new ModelBuilder(13, -1, 3, -1, -1).Node("Relu", "input -> y");

        Assert.Contains("--shape 1,3,224,224", Assert.Single(Problems(builder.Build("y"))).Message);
        ImportedNetwork network = ImportCheck.Run(builder.Build("y"), new ImportOptions { Shape = [1, 3, 8, 8] });
        Assert.Equal(192, network.InputLength);
    }

    [Fact]
    public void Several_outputs_ask_for_output_and_the_graph_is_cut_there()
    {
        ModelBuilder builder = new ModelBuilder(13, 1, 3, 4, 4).Node("Relu", "input -> a").Node("LSTM", "a -> b");

        Assert.Contains("--output \"a\"", Assert.Single(Problems(builder.Build("a", "b"))).Message);
        Assert.Single(OnnxImporter.Import(builder.Build("a", "b"), new ImportOptions { Output = "a" }).Layers);
    }

    [Fact]
    public void Two_inputs_that_are_read_are_named()
    {
        ModelProto model = new ModelBuilder(13, 1, 3).Node("Add", "input other -> y").Build("y");
        model.Graph.Input.Add(new ValueInfoProto { Name = "other", Type = model.Graph.Input[0].Type });

        Assert.Contains("'input', 'other'", Assert.Single(Problems(model)).Message);
    }

    [Theory]
    [InlineData("", "is an empty file")]
    [InlineData("PK\u0003\u0004rest of archive/data.pkl", "torch.onnx.export")]
    [InlineData("\u0089HDF\r\n", "tf2onnx.convert --keras")]
    [InlineData("\0\0\0\0TFL3....", "tf2onnx.convert --tflite")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    [InlineData("<html>", "is a web page (HTML), an error or login page in place of the model")]
    [InlineData("{\"error\": \"Repository not found\"}", "it begins '{\"error\": \"Repository not found\"}'")]
    [InlineData("Entry not found", "it begins 'Entry not found'")]
    [InlineData("\u0008\u0007\u0012\u0007pytorch:\u00ff\u0001", "begins like an ONNX model, but is truncated or corrupt")]
    [InlineData("\u0080\u0002}", "pickle")]
    [InlineData("\u0010\0\0\0\0\0\0\0{\"a\"", "safetensors")]
    [InlineData("\u0001\u0002nonsense", "is not an ONNX model")]
    public void A_file_of_another_kind_is_recognised(string text, string expected)
    {
        ImportException exception = Assert.Throws<ImportException>(() => OnnxImporter.Import(Encoding.Latin1.GetBytes(text)));

        Assert.Contains(expected, exception.Message);
    }

    [Fact]
    public void Paths_that_lead_nowhere_are_named()
    {
        Assert.Contains("There is no file", Assert.Throws<ImportException>(() => OnnxImporter.Import("nowhere/model.onnx")).Message);
        Assert.Contains("is a directory", Assert.Throws<ImportException>(() => OnnxImporter.Import(Path.GetTempPath())).Message);
    }

    [Theory]
    [InlineData("../weights.bin", "not below the model's own folder")]
    [InlineData("weights.bin", "that file is missing")]
    public void Weights_in_a_file_beside_the_model_stay_in_its_folder(string location, string expected)
    {
        ModelProto model = new ModelBuilder(13, 1, 4).Weights("w", 4, 2).Node("MatMul", "input w -> y").Build("y");
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cnngen-import-");
        try
        {
            string path = Path.Combine(directory.FullName, "model.onnx");
            File.WriteAllBytes(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
            Assert.Contains(expected, Assert.Throws<ImportException>(() => OnnxImporter.Import(path)).Message);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Weights_behind_a_symbolic_link_are_read()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cnngen-import-");
        try
        {
            ModelProto model = new ModelBuilder(13, 1, 4).Weights("w", 4, 2).Node("MatMul", "input w -> y").Build("y");
            float[] expected = OnnxImporter.Import(model).Tensors.Values.Single(tensor => tensor.Values.Length == 8).Values;
            TensorProto tensor = model.Graph.Initializer[0];
            File.WriteAllBytes(Path.Combine(directory.FullName, "blob"), tensor.RawData.ToByteArray());
            tensor.ClearRawData();
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "model.onnx_data" });
            File.CreateSymbolicLink(Path.Combine(directory.FullName, "model.onnx_data"), "blob");
            File.WriteAllBytes(Path.Combine(directory.FullName, "blob.onnx"), Google.Protobuf.MessageExtensions.ToByteArray(model));
            string path = Path.Combine(directory.FullName, "model.onnx");
            File.CreateSymbolicLink(path, "blob.onnx");

            ImportedNetwork network = OnnxImporter.Import(path);

            Assert.Equal(expected, network.Tensors.Values.Single(found => found.Values.Length == 8).Values);
            Assert.NotNull(CnnGen.Tool.SelfTestVector.TryMake(path, network));
            File.WriteAllBytes(Path.Combine(directory.FullName, "blob"), new byte[31]);
            Assert.Contains("which has 31: that file is truncated", Assert.Throws<ImportException>(() => OnnxImporter.Import(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_kind_of_file_that_is_no_model_has_advice()
        => Assert.All(Enum.GetValues<FileKind>(), kind => Assert.Equal(kind is FileKind.Onnx or FileKind.Unknown, CnnGen.Import.Load.OtherFiles.Advice(kind, []) is null));

    [Theory]
    [InlineData("Layout", null)]
    [InlineData("Dig\u200Eits", null)]
    [InlineData("Digits", "App.\u2028Net")]
    [InlineData("2Digits", null)]
    [InlineData("class", null)]
    [InlineData("Digits", "App..Net")]
    public void Names_that_CSharp_does_not_take_are_refused(string className, string? space)
    {
        ModelProto model = new ModelBuilder(13, 1, 4).Node("Relu", "input -> y").Build("y");

        Assert.Contains("cannot be", Assert.Throws<ImportException>(() => OnnxImporter.Import(model, new ImportOptions { ClassName = className, Namespace = space })).Message);
    }

    [Fact]
    public void A_transposed_output_is_not_passed_over()
    {
        ModelProto model = new ModelBuilder(13, 1, 4, 3, 3).Node("Relu", "input -> a").Node("Transpose", "a -> y", ("perm", new[] { 0, 1, 3, 2 })).Build("y");

        Assert.Contains("in another order, as a Transpose moves them", Assert.Single(Problems(model)).Message);
    }

    private static IReadOnlyList<ImportProblem> Problems(ModelProto model) => Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Problems;
}
