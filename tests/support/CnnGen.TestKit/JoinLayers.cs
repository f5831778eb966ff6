namespace CnnGen.TestKit;

/// <summary>A layer that reads several outputs: the current one, then the named ones.</summary>
public abstract record JoinLayer(IReadOnlyList<string> Names) : TestLayer
{
    public override IReadOnlyList<string> Others => Names;

    /// <summary>The same layer with other names to read.</summary>
    public JoinLayer Reading(IReadOnlyList<string> names) => this with { Names = names };

    protected override IEnumerable<string> Arguments() => Names.Select(name => $"\"{name}\"");
}

/// <summary>Add or Multiply, number by number, of equal shapes; or of a map and operands with a number a channel or a pixel.</summary>
public sealed record ArithmeticLayer(bool Multiply, IReadOnlyList<string> Names) : JoinLayer(Names)
{
    public override string Kind => Multiply ? "Multiply" : "Add";

    /// <summary>The first operand that the others can be broadcast to.</summary>
    public override Shape OutputOf(IReadOnlyList<Shape> inputs) =>
        inputs.FirstOrDefault(result => inputs.All(input => IsBroadcast(input, result)), inputs[0]);

    public override bool Fits(IReadOnlyList<Shape> inputs) => inputs.All(input => IsBroadcast(input, OutputOf(inputs)));

    private static bool IsBroadcast(Shape operand, Shape result) =>
        operand == result || (!result.Flat && (IsChannels(operand, result) || IsPixels(operand, result)));

    private static bool IsChannels(Shape operand, Shape map) =>
        operand is { Height: 1, Width: 1 } && operand.Channels == map.Channels;

    private static bool IsPixels(Shape operand, Shape map) => operand == map with { Channels = 1 };
}

/// <summary>The channels of maps, or the units of flat tensors, one operand's behind the other's.</summary>
public sealed record ConcatLayer(IReadOnlyList<string> Names) : JoinLayer(Names)
{
    public override string Kind => "Concat";

    public override Shape OutputOf(IReadOnlyList<Shape> inputs) => inputs[0] with { Channels = inputs.Sum(input => input.Channels) };

    public override bool Fits(IReadOnlyList<Shape> inputs) =>
        inputs.All(input => input with { Channels = 1 } == inputs[0] with { Channels = 1 });
}
