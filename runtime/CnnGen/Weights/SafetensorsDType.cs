namespace CnnGen;

/// <summary>The element types of the format.</summary>
internal static class SafetensorsDType
{
    /// <summary>Whole numbers, of which a self-test vector has the places of its samples.</summary>
    internal const string Int32 = "I32";

    /// <summary>Bits in an element, or null for a type that this reader has never heard of.</summary>
    internal static int? Bits(string dtype) => dtype switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F16" or "BF16" or "U16" or "I16" => 16,
        "F32" or "U32" or "I32" => 32,
        "F64" or "U64" or "I64" or "C64" => 64,
        _ => null,
    };

    /// <summary>Whether the reader converts elements of this type to float.</summary>
    internal static bool IsReadable(string dtype) => dtype is "F32" or "F16" or "BF16" or "F64";
}
