using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace CnnGen.Tests;

/// <summary>The reader of weights: what it reads, and the words for what it refuses.</summary>
public sealed class SafetensorsTests
{
    private static readonly float[] Special =
    [
        0f, -0f, 1f, -1.5f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
        float.NaN, 1e-40f, MathF.PI, 3e-8f, 65504f, 0.1f, 7f, -8f, 9f, 1e10f, 1e-10f, 255f, -256f, 0.5f,
    ];

    [Fact]
    public void F32_is_read_bit_for_bit()
    {
        float[] read = ReadOne("F32", Special.Length, Bytes(Special, sizeof(float), BinaryPrimitives.WriteSingleLittleEndian));
        AssertSameBits(Special, read);
    }

    [Fact]
    public void F64_is_rounded_to_the_nearest_float()
    {
        double[] values = [.. Special.Select(x => (double)x), 0.1, 1e300, -1e300, 1e-300, 1e-45, 1.0000000596046448, double.Epsilon];
        float[] read = ReadOne("F64", values.Length, Bytes(values, sizeof(double), BinaryPrimitives.WriteDoubleLittleEndian));
        AssertSameBits([.. values.Select(x => (float)x)], read);
        Assert.Equal(float.PositiveInfinity, read[Special.Length + 1]);
    }

    [Fact]
    public void F16_is_read_for_each_of_the_65536_halves()
    {
        float[] read = ReadOne("F16", 65536, All16Bits());
        Assert.Equal(5.9604645e-8f, read[0x0001]);
        Assert.Equal(6.097555e-5f, read[0x03FF]);
        Assert.Equal(65504f, read[0x7BFF]);
        for (int bits = 0; bits < read.Length; bits++)
        {
            AssertSame(HalfByItsDefinition(bits), read[bits]);
        }
    }

    [Fact]
    public void BF16_is_read_for_each_of_the_65536_values()
    {
        float[] read = ReadOne("BF16", 65536, All16Bits());
        Assert.Equal(1f, read[0x3F80]);
        Assert.Equal(float.NegativeInfinity, read[0xFF80]);
        AssertSameBits([.. Enumerable.Range(0, 65536).Select(b => BitConverter.Int32BitsToSingle(b << 16))], read);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F64")]
    [InlineData("F32")]
    public void Every_short_length_is_read_to_its_last_element(string dtype)
    {
        for (int count = 0; count < 70; count++)
        {
            float[] values = [.. Enumerable.Range(1, count).Select(i => (float)i)];
            Assert.Equal(values, ReadOne(dtype, count, Encode(values, dtype)));
        }
    }

    [Theory]
    [InlineData("F16", "0102", "0201")]
    [InlineData("F32", "01020304", "04030201")]
    [InlineData("F64", "0102030405060708", "0807060504030201")]
    public void On_a_big_endian_machine_elements_are_turned_round(string dtype, string before, string after)
    {
        byte[] bytes = Convert.FromHexString(before + before + before);
        SafetensorsConversion.Reverse(bytes, dtype);
        Assert.Equal(after + after + after, Convert.ToHexString(bytes));
    }

    [Fact]
    public void Tensors_are_listed_in_full_and_read_whatever_their_order_in_the_header()
    {
        SafetensorsFile file = Read("""
            {"__metadata__":{"format":"pt"},
             "b":{"data_offsets":[16,24],"shape":[2],"dtype":"F32"},
             "scalar":{"dtype":"F32","shape":[],"data_offsets":[24,28]},
             "none":{"dtype":"F32","shape":[3,0],"data_offsets":[16,16]},
             "a":{"dtype":"F64","shape":[1,2],"data_offsets":[0,16],"comment":{"deep":[1,{"x":null}]}}}
            """ + "   \n", [.. Encode([1, 2], "F64"), .. Encode([3, 4, 5], "F32")]);

        Assert.Equal(["a", "b", "none", "scalar"], file.Tensors.Keys.Order());
        Assert.Equal(("F64", "[1, 2]", 0L, 16L, 2L), Describe(file.Tensors["a"]));
        Assert.Equal(("F32", "[3, 0]", 16L, 0L, 0L), Describe(file.Tensors["none"]));
        Assert.Equal(("F32", "[]", 24L, 4L, 1L), Describe(file.Tensors["scalar"]));
        Assert.Equal([1f, 2f], Values(file, "a"));
        Assert.Equal([3f, 4f], Values(file, "b"));
        Assert.Equal([5f], Values(file, "scalar"));
        Assert.Empty(Values(file, "none"));
    }

    [Fact]
    public void A_name_may_be_escaped_and_hold_any_character() =>
        Assert.Equal(
            "a\"é😀",
            Assert.Single(Read("""{"a\"\u00e9\ud83d\ude00":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", []).Tensors).Key);

    [Fact]
    public void A_file_without_tensors_is_valid() => Assert.Empty(Read("{}", []).Tensors);

    [Theory]
    [InlineData("I64", 8)]
    [InlineData("BOOL", 1)]
    [InlineData("F8_E4M3", 1)]
    [InlineData("NEW_TYPE", 5)]
    public void A_tensor_of_another_type_is_listed_but_refused_when_read(string dtype, int length)
    {
        SafetensorsFile file = Read(
            $$"""{"n":{"dtype":"{{dtype}}","shape":[1],"data_offsets":[0,{{length}}]},"x":{"dtype":"F32","shape":[1],"data_offsets":[{{length}},{{length + 4}}]} }""",
            [.. new byte[length], .. Encode([6], "F32")]);

        Assert.Equal([6f], Values(file, "x"));
        Assert.Equal(dtype, file.Tensors["n"].DType);
        var e = Assert.Throws<WeightsException>(() => file.CopyTo(file.Tensors["n"], new float[1]));
        Assert.Equal($"the stream: tensor 'n' is of the type '{dtype}'; F32, F16, BF16 or F64 was expected.", e.Message);
    }

    [Fact]
    public void A_destination_of_the_wrong_length_or_a_foreign_tensor_is_the_callers_mistake()
    {
        SafetensorsFile file = Read("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);
        SafetensorsTensor x = file.Tensors["x"];
        Assert.Throws<ArgumentException>(() => file.CopyTo(x, new float[3]));
        Assert.Throws<ArgumentException>(() => file.CopyTo(x with { ByteLength = 80 }, new float[2]));
        Assert.Throws<ArgumentException>(() => file.CopyTo(x with { Name = "y" }, new float[2]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_may_give_a_byte_at_a_time(bool seekable)
    {
        float[] values = [.. Enumerable.Range(0, 40_000).Select(i => (float)i)];
        using var stream = new TrickleStream(OneTensor("F32", values.Length, Encode(values, "F32")), seekable);
        SafetensorsFile file = SafetensorsFile.Read(stream);
        Assert.Equal(values, Values(file, "x"));
        Assert.False(stream.Disposed);
    }

    [Fact]
    public void A_stream_is_read_from_its_position()
    {
        byte[] valid = OneTensor("F32", 1, Encode([3], "F32"));
        using var stream = new MemoryStream([1, 2, 3, .. valid]) { Position = 3 };
        Assert.Equal([3f], Values(SafetensorsFile.Read(stream), "x"));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void A_path_is_opened_and_messages_name_the_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.safetensors");
        byte[] valid = OneTensor("F32", 2, Encode([3, 4], "F32"));
        try
        {
            File.WriteAllBytes(path, valid);
            SafetensorsFile file = SafetensorsFile.Open(path);
            Assert.Equal(Path.GetFileName(path), file.Source);
            Assert.Equal([3f, 4f], Values(file, "x"));

            File.WriteAllBytes(path, valid[..^3]);
            Assert.Equal(
                $"{Path.GetFileName(path)}: tensor 'x' ends at byte 8 of the data, but the file holds only 5: the file is truncated.",
                Assert.Throws<WeightsException>(() => SafetensorsFile.Open(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_and_a_directory_are_named_with_their_full_path()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}");
        foreach (string missing in new[] { folder, Path.Combine(folder, "x.safetensors") })
        {
            var e = Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(missing));
            Assert.Equal($"There is no weights file '{missing}'.", e.Message);
        }

        string relative = $"{Guid.NewGuid():N}.safetensors";
        Assert.Contains(Path.GetFullPath(relative), Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(relative)).Message);

        string directory = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        Assert.Equal(
            $"'{directory}' is a directory; a safetensors file was expected.",
            Assert.Throws<WeightsException>(() => SafetensorsFile.Open(directory)).Message);
    }

    public static TheoryData<string, string> TornFiles => new()
    {
        { "", "the file is empty; a safetensors file begins with 8 bytes for the length of its header." },
        { "01020304050607", "the file is only 7 bytes long; a safetensors file begins with 8 bytes for the length of its header." },
        { "0000000000000000", "the header must be a JSON object and begin with '{', but it is empty." },
        { "0900000000000000" + "7B7D", "the header claims a length of 9 bytes, but only 2 bytes follow: the file is truncated." },
        { "00E1F50500000000" + "7B7D", "the header claims a length of 100000000 bytes, but only 2 bytes follow: the file is truncated." },
        { "01E1F50500000000" + "7B7D", "the header claims a length of 100000001 bytes, but at most 100000000 are allowed: this is not a safetensors file, or it is corrupt." },
        { "0000000000000010" + "7B7D", "the header claims a length of 1152921504606846976 bytes, but at most 100000000 are allowed: this is not a safetensors file, or it is corrupt." },
        { "FFFFFFFFFFFFFFFF", "the header claims a length of 18446744073709551615 bytes, but at most 100000000 are allowed: this is not a safetensors file, or it is corrupt." },
        { "504B030400000808" + "00", "the header claims a length of 578712552184433488 bytes, but at most 100000000 are allowed: this is a zip archive, not a safetensors file." },
        { "894844460D0A1A0A" + "00", "the header claims a length of 727905341903489161 bytes, but at most 100000000 are allowed: this is an HDF5 file (.h5), not a safetensors file." },
        { "76657273696F6E20" + "68747470733A2F2F6769742D6C66732E6769746875622E636F6D2F737065632F76310A", "the header claims a length of 2336927755350992246 bytes, but at most 100000000 are allowed: this is a Git LFS pointer instead of the file itself ('git lfs pull' fetches it)." },
        { "0300000000000000" + "EFBBBF", "the header must be a JSON object and begin with '{', but it begins with the byte 0xEF." },
        { "0300000000000000" + "207B7D", "the header must be a JSON object and begin with '{', but it begins with the byte 0x20." },
        { "0300000000000000" + "7BFF7D", "the header is not valid UTF-8." },
        { "0200000000000000" + "7B7D" + "00", "the tensors end at byte 0 of the data, but the file goes on: it has bytes that belong to no tensor." },
    };

    [Theory]
    [MemberData(nameof(TornFiles))]
    public void A_torn_file_is_refused_in_words(string hex, string message) =>
        AssertRefused(Convert.FromHexString(hex), message);

    public static TheoryData<string, string> WrongTensors => new()
    {
        { """{"dtype":"F32","shape":[4],"data_offsets":[0,16]}""", "ends at byte 16 of the data, but the file holds only 8: the file is truncated." },
        { """{"dtype":"I32","shape":[4],"data_offsets":[0,16]}""", "ends at byte 16 of the data, but the file holds only 8: the file is truncated." },
        { """{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}""", "ends at byte 4000000000000 of the data, but the file holds only 8: the file is truncated." },
        { """{"dtype":"F32","shape":[2,2],"data_offsets":[0,8]}""", "of F32 [2, 2] takes 16 bytes, but its 'data_offsets' span 8." },
        { """{"dtype":"F16","shape":[2],"data_offsets":[0,8]}""", "of F16 [2] takes 4 bytes, but its 'data_offsets' span 8." },
        { """{"dtype":"I64","shape":[2],"data_offsets":[0,8]}""", "of I64 [2] takes 16 bytes, but its 'data_offsets' span 8." },
        { """{"dtype":"F4","shape":[3],"data_offsets":[0,8]}""", "of F4 [3] does not fill whole bytes." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[8,0]}""", "ends at byte 0 of the data, before its begin at byte 8." },
        { """{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""", "begins at byte 4 of the data, but the start of the data is at byte 0: no tensor owns the bytes between." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0]}""", "must have two numbers, begin and end, as 'data_offsets', but has 1." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}""", "must have two numbers, begin and end, as 'data_offsets', but has 3." },
        { """{"dtype":"F32","shape":[2],"data_offsets":8}""", "must have an array as 'data_offsets', but 8 was found." },
        { """{"dtype":"F32","shape":[2]}""", "has no 'data_offsets'." },
        { """{"dtype":"F32","data_offsets":[0,8]}""", "has no 'shape'." },
        { """{"shape":[2],"data_offsets":[0,8]}""", "has no 'dtype'." },
        { """{"dtype":null,"shape":[2],"data_offsets":[0,8]}""", "must have a string as 'dtype', but null was found." },
        { """{"dtype":"F32","shape":"2","data_offsets":[0,8]}""", "must have an array as 'shape', but a string was found." },
        { """{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}""", "must have whole numbers from 0 to 9223372036854775807 in 'shape', but -2 was found." },
        { """{"dtype":"F32","shape":[-0],"data_offsets":[0,8]}""", "must have whole numbers from 0 to 9223372036854775807 in 'shape', but -0 was found." },
        { """{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}""", "must have whole numbers from 0 to 9223372036854775807 in 'shape', but 2.0 was found." },
        { """{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}""", "must have whole numbers from 0 to 9223372036854775807 in 'shape', but 2e0 was found." },
        { """{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}""", "must have whole numbers from 0 to 9223372036854775807 in 'shape', but an array was found." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775808]}""", "must have whole numbers from 0 to 9223372036854775807 in 'data_offsets', but 9223372036854775808 was found." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}""", "must have whole numbers from 0 to 9223372036854775807 in 'data_offsets', but 99999999999999999999 was found." },
        { """{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}""", "has the shape [4294967296, 4294967296], whose size overflows a 64-bit number." },
        { """{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}""", "has the shape [4611686018427387904], whose size overflows a 64-bit number." },
        { """{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}""", "has 'shape' twice." },
        { """{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "has 'dtype' twice." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}""", "has 'data_offsets' twice." },
        { "[]", "must be described by an object, but an array was found." },
        { "7", "must be described by an object, but 7 was found." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}""", "begins at byte 0 of the data, before the end of 'y' at byte 4: the two overlap." },
        { """{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "the two overlap." },
    };

    [Theory]
    [MemberData(nameof(WrongTensors))]
    public void A_wrong_tensor_is_refused_in_words(string tensor, string message)
    {
        var e = Assert.Throws<WeightsException>(() => Read($$"""{"x": {{tensor}} }""", new byte[8]));
        Assert.Matches("^the stream: tensor '[xy]' ", e.Message);
        Assert.EndsWith(message, e.Message);
    }

    public static TheoryData<string, string> WrongHeaders => new()
    {
        { """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the header names 'x' twice." },
        { """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0078":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the header names 'x' twice." },
        { """{"__metadata__":{},"__metadata__":{}}""", "the header names '__metadata__' twice." },
        { """{"__metadata__":[]}""", "__metadata__ must be an object, but an array was found." },
        { """{"__metadata__":{"a":1}}""", "'a' in __metadata__ must be a string, but 1 was found." },
        { """{"__metadata__":{"a":"1","a":"2"}}""", "__metadata__ names 'a' twice." },
        { """{"\ud800":{}}""", "the header holds a string that is not valid Unicode." },
        { """{"x":{"dtype":"\udc00"}}""", "the header holds a string that is not valid Unicode." },
        { """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", "tensor 'y' begins at byte 8 of the data, but the end of 'x' is at byte 4: no tensor owns the bytes between." },
        { """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "the tensors end at byte 4 of the data, but the file goes on: it has bytes that belong to no tensor." },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void A_wrong_header_is_refused_in_words(string header, string message) =>
        AssertRefused(WithHeader(header, new byte[8]), message);

    [Theory]
    [InlineData("{", 1, 2)]
    [InlineData("{}x", 1, 3)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{}\0", 1, 3)]
    [InlineData("{\"x\"}", 1, 5)]
    [InlineData("{\n\"x\":}", 2, 5)]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[", 1, 30)]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1,]}}", 1, 32)]
    [InlineData("{'x':{}}", 1, 2)]
    [InlineData("{/* no */}", 1, 2)]
    [InlineData("{\"__metadata__\":{\"a\":\"\n\"}}", 1, 23)]
    public void A_header_that_is_no_json_is_refused_in_words(string header, int line, int position) =>
        AssertRefused(WithHeader(header, []), $"the header is not valid JSON: the error is in line {line}, at byte {position}.");

    [Fact]
    public void A_header_nested_without_end_is_refused_in_words()
    {
        string deep = $$"""{"x":{"y":{{new string('[', 1_000_000)}}""";
        Assert.StartsWith(
            "the stream: the header is not valid JSON: ",
            Assert.Throws<WeightsException>(() => Read(deep, [])).Message);
    }

    [Fact]
    public void A_message_stays_short_and_printable()
    {
        string name = "\\u001b[2J" + new string('n', 1_000_000);
        string ones = string.Concat(Enumerable.Repeat("1,", 100_000));
        var e = Assert.Throws<WeightsException>(() => Read(
            $$"""{"{{name}}":{"dtype":"F32","shape":[{{ones}}1],"data_offsets":[0,8]} }""", new byte[8]));
        Assert.InRange(e.Message.Length, 1, 400);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.Contains("100001 dimensions", e.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_huge_claim_allocates_no_more_than_the_stream_holds(bool seekable)
    {
        byte[] header = WithHeader("{}", []);
        BinaryPrimitives.WriteUInt64LittleEndian(header, 100_000_000);
        byte[] data = WithHeader("""{"x":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", new byte[8]);
        foreach (byte[] file in new[] { header, data })
        {
            using var stream = new TrickleStream(file, seekable);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<WeightsException>(() => SafetensorsFile.Read(stream));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    private static (string DType, string Shape, long Offset, long ByteLength, long ElementCount) Describe(SafetensorsTensor t) =>
        (t.DType, t.ShapeText, t.Offset, t.ByteLength, t.ElementCount);

    private static void AssertRefused(byte[] file, string message)
    {
        using var stream = new MemoryStream(file);
        Assert.Equal($"the stream: {message}", Assert.Throws<WeightsException>(() => SafetensorsFile.Read(stream)).Message);
        using var trickle = new TrickleStream(file, seekable: false);
        Assert.Equal($"the stream: {message}", Assert.Throws<WeightsException>(() => SafetensorsFile.Read(trickle)).Message);
    }

    private static void AssertSameBits(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertSame(expected[i], actual[i]);
        }
    }

    private static void AssertSame(float expected, float actual) =>
        Assert.True(
            BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual)
            || (float.IsNaN(expected) && float.IsNaN(actual)),
            $"expected {expected:R}, found {actual:R}");

    private static float HalfByItsDefinition(int bits)
    {
        (int exponent, int fraction) = ((bits >> 10) & 31, bits & 1023);
        double magnitude = exponent switch
        {
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            0 => fraction * Math.Pow(2, -24),
            _ => (1024 + fraction) * Math.Pow(2, exponent - 25),
        };
        return (float)((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }

    private static byte[] All16Bits() =>
        Bytes(Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray(), 2, BinaryPrimitives.WriteUInt16LittleEndian);

    private delegate void Write<T>(Span<byte> destination, T value);

    private static byte[] Bytes<T>(T[] values, int size, Write<T> write)
    {
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            write(bytes.AsSpan(i * size), values[i]);
        }

        return bytes;
    }

    private static byte[] Encode(float[] values, string dtype) => dtype switch
    {
        "F16" => Bytes([.. values.Select(x => (Half)x)], 2, BinaryPrimitives.WriteHalfLittleEndian),
        "BF16" => Bytes([.. values.Select(x => (ushort)(BitConverter.SingleToInt32Bits(x) >> 16))], 2, BinaryPrimitives.WriteUInt16LittleEndian),
        "F64" => Bytes([.. values.Select(x => (double)x)], 8, BinaryPrimitives.WriteDoubleLittleEndian),
        _ => Bytes(values, 4, BinaryPrimitives.WriteSingleLittleEndian),
    };

    private static float[] ReadOne(string dtype, int count, byte[] data)
    {
        using var stream = new MemoryStream(OneTensor(dtype, count, data));
        return Values(SafetensorsFile.Read(stream), "x");
    }

    private static byte[] OneTensor(string dtype, int count, byte[] data) => WithHeader(
        $$"""{"x":{"dtype":"{{dtype}}","shape":[{{count}}],"data_offsets":[0,{{data.Length}}]} }""", data);

    private static byte[] WithHeader(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }

    private static SafetensorsFile Read(string header, byte[] data)
    {
        using var stream = new MemoryStream(WithHeader(header, data));
        return SafetensorsFile.Read(stream);
    }

    private static float[] Values(SafetensorsFile file, string name)
    {
        float[] values = new float[file.Tensors[name].ElementCount];
        file.CopyTo(file.Tensors[name], values);
        return values;
    }

    /// <summary>As slow as a stream may be: one byte a call.</summary>
    private sealed class TrickleStream(byte[] bytes, bool seekable) : MemoryStream(bytes)
    {
        public bool Disposed { get; private set; }

        public override bool CanSeek => seekable;

        public override long Length => seekable ? base.Length : throw new NotSupportedException();

        public override long Position
        {
            get => seekable ? base.Position : throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }
}
