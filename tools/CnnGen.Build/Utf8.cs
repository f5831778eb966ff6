namespace System.Text.Unicode;

/// <summary>Stands in for the class of the same name, which netstandard2.0 does not have.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = _strict.GetCharCount(bytes.ToArray());
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
