using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CnnGen.DigitPad.Tests;

/// <summary>A layer as <c>GET /network</c> describes it: what the tests need of it.</summary>
public sealed record Layer(string Name, string Kind, string Declaration, int[] Shape, int Offset, long Parameters, long MultiplyAdds, string ReceptiveField, Formula[] Arithmetic)
{
    public int Length => Shape.Aggregate((product, side) => product * side);

    public bool IsMap => Shape.Length == 3;
}

public sealed record Formula(string Of, string Text);

public sealed record Network(string Name, int DrawingSide, long Parameters, long MultiplyAdds, Layer[] Layers);

public sealed record Example(int Label, int Index, byte[] Pixels);

/// <summary>What the server computes, layer by layer.</summary>
public sealed class Trace(float[] values)
{
    public float[] Values => values;

    public ReadOnlySpan<float> Of(Layer layer) => values.AsSpan(layer.Offset, layer.Length);
}

/// <summary>The server's answers as objects.</summary>
internal static class Requests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Network> NetworkAsync(this PadServer server)
        => (await server.Client.GetFromJsonAsync<Network>("network", JsonSerializerOptions.Web, Cancelled))!;

    public static async Task<Example[]> ExamplesAsync(this PadServer server)
        => (await server.Client.GetFromJsonAsync<Example[]>("examples", JsonSerializerOptions.Web, Cancelled))!;

    public static async Task<Trace> TraceAsync(this PadServer server, byte[] drawing)
    {
        using HttpResponseMessage response = await server.Client.PostAsync("trace", new ByteArrayContent(drawing), Cancelled);
        response.EnsureSuccessStatusCode();
        byte[] floats = await response.Content.ReadAsByteArrayAsync(Cancelled);
        return new Trace(MemoryMarshal.Cast<byte, float>(floats).ToArray());
    }

    /// <summary>32x32 pixels as a drawing of 224x224.</summary>
    public static byte[] Enlarge(this Example example)
        => [.. Enumerable.Range(0, 224 * 224).Select(i => example.Pixels[(i / 224 / 7 * 32) + (i % 224 / 7)])];
}
