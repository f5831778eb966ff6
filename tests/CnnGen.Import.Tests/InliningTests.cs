using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Functions of the model's own, branches whose condition is known, and exports of PyTorch that have both.</summary>
public sealed class InliningTests
{
    [Fact]
    public void A_function_is_the_nodes_that_it_stands_for()
    {
        FunctionProto function = Function("ConvRelu", ["a", "w"], ["o"], [ModelBuilder.NodeOf("Conv", "a w -> c"), ModelBuilder.NodeOf("Relu", "c -> o")]);
        ModelProto model = Call(new ModelBuilder(15, 1, 3, 8, 8).Weights("w", 4, 3, 3, 3).Function(function), "local.ConvRelu", "input w -> y").Build("y");

        Assert.Equal(["[Conv2D(4, 3, UseBias = false, Activation = Activation.ReLU, Name = \"node_y.node_c\")]"], Layers(model));
    }

    [Fact]
    public void Functions_call_functions_and_hand_on_attributes_with_defaults()
    {
        FunctionProto inner = Function("Leaky", ["a"], ["o"], [ModelBuilder.NodeOf("LeakyRelu", "a -> o", ("alpha", Reference("slope")))], "slope");
        FunctionProto outer = Function("Twice", ["a", "unused"], ["o", "p"], [ModelBuilder.NodeOf("local.Leaky", "a -> c", ("slope", Reference("first"))), ModelBuilder.NodeOf("local.Leaky", "c -> o", ("slope", 0.5f)), ModelBuilder.NodeOf("Tanh", "o -> p")]);
        outer.AttributeProto.Add(new AttributeProto { Name = "first", F = 0.25f, Type = AttributeProto.Types.AttributeType.Float });

        ModelBuilder builder = new ModelBuilder(15, 1, 3, 8, 8).Function(inner).Function(outer);
        Call(builder, "local.Twice", "input input -> a p");
        ModelProto model = Call(builder, "local.Twice", "a a -> q y", ("first", 0.75f)).Build("y");

        Assert.Equal(["[LeakyReLU(0.25)]", "[LeakyReLU(0.5)]", "[LeakyReLU(0.75)]", "[LeakyReLU(0.5)]", "[Tanh]"], Layers(model));
    }

    [Fact]
    public void An_output_of_a_function_that_is_its_input_is_handed_on()
    {
        FunctionProto function = Function("Same", ["a"], ["a", "o"], [ModelBuilder.NodeOf("Relu", "a -> o")]);
        ModelProto model = Call(new ModelBuilder(15, 1, 3, 4, 4).Function(function), "local.Same", "input -> s r").Node("Add", "s r -> y").Build("y");

        // ONNX Runtime does not take such a function.
        Assert.Equal(["ReLU", "Add"], OnnxImporter.Import(model).Layers.Select(layer => layer.Kind));
    }

    [Fact]
    public void A_function_that_calls_itself_is_refused()
    {
        FunctionProto function = Function("Loop", ["a"], ["o"], [ModelBuilder.NodeOf("local.Loop", "a -> o")]);
        ModelProto model = Call(new ModelBuilder(15, 1, 3, 4, 4).Function(function), "local.Loop", "input -> y").Build("y");

        Assert.Contains("calls itself", Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message);
    }

    [Fact]
    public void Functions_that_double_at_each_level_end_in_words()
    {
        ModelBuilder builder = new(15, 1, 3, 4, 4);
        for (int i = 0; i < 40; i++)
        {
            builder.Function(Function($"F{i}", ["a"], ["o"], i == 0 ? [ModelBuilder.NodeOf("Relu", "a -> o")] : [ModelBuilder.NodeOf($"local.F{i - 1}", "a -> b"), ModelBuilder.NodeOf($"local.F{i - 1}", "b -> o")]));
        }

        Assert.Contains("more than", Assert.Throws<ImportException>(() => OnnxImporter.Import(Call(builder, "local.F39", "input -> y").Build("y"))).Message);
    }

    [Theory]
    [InlineData(3, "[ReLU]")]
    [InlineData(4, "[Tanh]")]
    public void A_branch_whose_condition_hangs_on_a_shape_is_taken(int channels, string layer)
    {
        GraphProto Branch(string type) => new()
        {
            Name = type,
            Node = { ModelBuilder.NodeOf(type, $"s -> {type}_o") },
            Output = { new ValueInfoProto { Name = $"{type}_o", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } } },
        };

        ModelProto model = new ModelBuilder(13, 1, channels, 4, 4).Integers("one", 1).Integers("three", 3)
            .Node("Sigmoid", "input -> s").Node("Shape", "s -> d").Node("Gather", "d one -> g").Node("Equal", "g three -> e").Node("If", "e -> i", ("then_branch", Branch("Relu")), ("else_branch", Branch("Tanh"))).Node("Neg", "i -> y").Build("y");

        Assert.Equal(["[Sigmoid]", layer, "[BatchNorm(Epsilon = 0)]"], Layers(model));
    }

    [Fact]
    public void Weights_that_are_stored_as_whole_numbers_with_scales_are_weights()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 5, 4).Tensor("stem.weight", TensorProto.Types.DataType.Int8, [4, 3, 2, 2], [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))])
            .Floats("s", [4], 0.01f, 0.02f, 0.03f, 0.04f).Tensor("z", TensorProto.Types.DataType.Int8, [4], 0, 1, 2, 255).Node("DequantizeLinear", "stem.weight s z -> w", ("axis", 0)).Node("Conv", "input w -> y").Build("y");

        Assert.Equal(["[Conv2D(4, 2, UseBias = false, Name = \"stem\")]"], Layers(model));
    }

    [Fact]
    public void Pads_that_are_parts_of_a_constant_are_known()
    {
        ModelProto model = new ModelBuilder(11, 1, 3, 8, 8).Integers("k", 1, 2, 1, 2).Integers("z", 0, 0).Weights("w", 4, 3, 3, 3)
            .Node("Split", "k -> a b", ("axis", 0)).Node("Concat", "z a z b -> p", ("axis", 0)).Node("Pad", "input p -> q").Node("Conv", "q w -> y").Build("y");

        Assert.Equal(["[Conv2D(4, 3, PadTop = 1, PadBottom = 1, PadLeft = 2, PadRight = 2, UseBias = false)]"], Layers(model));
    }

    [Fact]
    public void Kerass_Conv1D_and_MaxPooling1D_turn_a_row_into_a_column_and_back()
    {
        ModelProto model = new ModelBuilder(11, 1, 36, 4).Weights("w", 8, 4, 1, 5).Weights("v", 6, 8, 1, 5).Integers("column", 1, 8, 36, 1)
            .Node("Unsqueeze", "input -> u", ("axes", new[] { 1 })).Node("Transpose", "u -> t", ("perm", new[] { 0, 3, 1, 2 })).Node("Conv", "t w -> c", ("pads", new[] { 0, 2, 0, 2 })).Node("Squeeze", "c -> s", ("axes", new[] { 2 }))
            .Node("Relu", "s -> r").Node("Reshape", "r column -> l").Node("MaxPool", "l -> m", ("kernel_shape", new[] { 4, 1 }), ("strides", new[] { 4, 1 })).Node("Squeeze", "m -> n", ("axes", new[] { 3 }))
            .Node("Unsqueeze", "n -> o", ("axes", new[] { 2 })).Node("Conv", "o v -> y", ("pads", new[] { 0, 2, 0, 2 })).Build("y");

        Assert.Contains("[MaxPool2D(4, 1)]", Layers(model));
    }

    [Theory]
    [InlineData("torch_lrn1_4d_opset9", "[LocalResponseNorm(1, Alpha = 0.3, Beta = 0.6, Bias = 1.5)]")]
    [InlineData("torch_lrn5_4d_opset9", "[LocalResponseNorm(5, Alpha = 0.3, Beta = 0.6, Bias = 1.5)]")]
    [InlineData("torch_lrn4_4d_opset13", "[LocalResponseNorm(4, ChannelsBefore = 2, Alpha = 0.3, Beta = 0.6, Bias = 1.5)]")]
    [InlineData("torch_lrn2_3d_opset9", "[LocalResponseNorm(2, ChannelsBefore = 1, Alpha = 0.3, Beta = 0.6, Bias = 1.5)]")]
    [InlineData("torch_lrn3_3d_opset13", "[LocalResponseNorm(3, Alpha = 0.3, Beta = 0.6, Bias = 1.5)]")]
    public void PyTorchs_LocalResponseNorm_is_one_layer(string name, string layer)
    {
        using Stream stream = typeof(InliningTests).Assembly.GetManifestResourceStream(name)!;

        Assert.Equal([layer], Layers(ModelProto.Parser.ParseFrom(stream)));
    }

    private static FunctionProto Function(string name, string[] inputs, string[] outputs, NodeProto[] nodes, params string[] attributes)
    {
        FunctionProto function = new() { Name = name, Domain = "local", OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 15 }, new OperatorSetIdProto { Domain = "local", Version = 1 } } };
        function.Input.Add(inputs);
        function.Output.Add(outputs);
        function.Node.Add(nodes);
        function.Attribute.Add(attributes);
        return function;
    }

    private static AttributeProto Reference(string name) => new() { RefAttrName = name, Type = AttributeProto.Types.AttributeType.Float };

    private static ModelBuilder Call(ModelBuilder builder, string type, string arguments, params (string Name, object Value)[] attributes)
        => builder.Node(type, arguments, attributes);

    private static string[] Layers(ModelProto model)
        => [.. ImportCheck.Run(model).Source.Split('\n').Where(line => line.StartsWith('[')).Skip(1).Select(line => line[..(line.LastIndexOf(']') + 1)])];
}
