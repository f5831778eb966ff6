using Digits;

namespace DigitPad;

/// <summary>What the page's pad sends: 224 rows of 224 bytes, 0 for the paper to 255 for the ink.</summary>
internal static class Drawing
{
    public const int Side = 224;
    public const int Length = Side * Side;

    /// <summary>Reads the request's body, but never more than a byte past a drawing.</summary>
    /// <returns>The drawing, or what is wrong with the body, in words.</returns>
    public static async Task<(byte[] Drawing, string? Fault)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is { } length && length != Length)
        {
            return ([], Fault($"{length:N0} bytes"));
        }

        byte[] body = new byte[Length + 1];
        int read = 0;
        try
        {
            read = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        }
        catch (IOException)
        {
            return ([], "The body broke off before its end: the connection was closed, or its chunks are not well formed.");
        }

        return read == Length ? (body[..Length], null) : ([], Fault(read > Length ? "more bytes than that" : $"{read:N0} bytes"));
    }

    /// <summary>The network's input, prepared as MNIST's images are; all paper where nothing is drawn.</summary>
    public static float[] ToInput(byte[] drawing)
        => drawing.AsSpan().ContainsAnyExcept((byte)0)
            ? MnistForm.Fit(Array.ConvertAll(drawing, value => value / 255f), Side, Side)
            : new float[MnistForm.Length];

    private static string Fault(string found)
        => $"A drawing is {Length:N0} bytes, {Side} rows of {Side}, 0 for the paper to 255 for the ink; the body has {found}.";
}
