extern alias Build;

using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace CnnGen.Tests;

/// <summary>Mutated weights files: each is read in full or refused in words, in bounded memory.</summary>
public sealed partial class SafetensorsFuzzTests
{
    private const int Mutations = 24_000;

    // A few copies of the file, the first buffers of an unseekable stream, and an exception with its stack trace.
    private const long AllocationLimit = 512 * 1024;

    private const string JsonCharacters = "{}[]\",:\\0129 \u0001é-.eE";

    private static readonly string[] Interesting =
    [
        "-1", "-0", "1.0", "1e3", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
        "4294967296", "2147483648", "1152921504606846976", "99999999999999999999999999", "", "null", "true", "\"7\"", "[]", "{}", "0,0",
    ];

    [Fact]
    public void Every_mutated_file_is_read_in_full_or_refused_in_words()
    {
        var random = new Random(20_240_611);
        byte[][] seeds = [SmallNetwork(), ManyTypes(), ManyTensors()];
        Assert.All(seeds, seed => Assert.True(ReadAll(new MemoryStream(seed))));
        int read = 0;
        var complaints = new HashSet<string>();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] file = seeds[random.Next(seeds.Length)];
            for (int rounds = random.Next(4) == 0 ? random.Next(2, 5) : 1; rounds > 0; rounds--)
            {
                file = Mutate(file, seeds, random);
            }

            try
            {
                bool isRead = Try(file, seekable: i % 2 == 0, complaints);
                Assert.Equal(isRead, IsReadByTheBuild(file));
                read += isRead ? 1 : 0;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Mutation {i}, {Convert.ToHexString(file)}: {e}");
            }
        }

        // Were every file refused, or all for one reason, the mutations would say little.
        Assert.InRange(read, Mutations / 50, Mutations / 2);
        Assert.True(complaints.Count >= 20, string.Join('\n', complaints));
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} of {Mutations} read; {complaints.Count} kinds of refusal");
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (byte[] file in new[] { SmallNetwork(), ManyTypes() })
        {
            for (int length = 0; length < file.Length; length++)
            {
                Assert.False(Try(file[..length], seekable: length % 2 == 0, []), $"cut at {length} of {file.Length}");
            }
        }
    }

    [Fact]
    public void Every_single_extra_byte_at_the_end_is_refused()
    {
        foreach (byte[] file in new[] { SmallNetwork(), ManyTypes(), ManyTensors() })
        {
            Assert.False(Try([.. file, 0], seekable: true, []));
            Assert.False(Try([.. file, 32], seekable: false, []));
        }
    }

    /// <summary>The build's task reads headers by the same code, with what an older .NET does not have written anew.</summary>
    private static bool IsReadByTheBuild(byte[] file)
    {
        try
        {
            Build::CnnGen.Build.WeightsHeader.Read(new MemoryStream(file), "the stream");
            return true;
        }
        catch (Build::CnnGen.WeightsException)
        {
            return false;
        }
    }

    private static bool Try(byte[] file, bool seekable, HashSet<string> complaints)
    {
        using Stream stream = seekable ? new MemoryStream(file) : new UnseekableStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string? complaint = null;
        bool read = false;
        try
        {
            read = ReadAll(stream);
        }
        catch (WeightsException e)
        {
            complaint = e.Message;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > AllocationLimit)
        {
            Assert.Fail($"{allocated} bytes allocated for a file of {file.Length}: {Convert.ToHexString(file)}");
        }

        if (complaint is not null)
        {
            Assert.StartsWith("the stream: ", complaint);
            Assert.InRange(complaint.Length, 30, 600);
            complaints.Add(Shape(complaint));
        }

        return read;
    }

    /// <summary>Reads what can be read, and checks that the tensors tile the bytes that the stream really held.</summary>
    private static bool ReadAll(Stream stream)
    {
        SafetensorsFile file = SafetensorsFile.Read(stream);
        long end = 0;
        foreach (SafetensorsTensor tensor in file.Tensors.Values.OrderBy(t => (t.Offset, t.ByteLength)))
        {
            Assert.Equal(end, tensor.Offset);
            end += tensor.ByteLength;
            if (tensor.DType is "F32" or "F16" or "BF16" or "F64")
            {
                file.CopyTo(tensor, new float[tensor.ElementCount]);
            }
        }

        Assert.Equal(-1, stream.ReadByte());
        byte[] bytes = ((MemoryStream)stream).ToArray();
        Assert.Equal(bytes.Length - 8 - BinaryPrimitives.ReadInt64LittleEndian(bytes), end);
        return true;
    }

    private static byte[] Mutate(byte[] file, byte[][] seeds, Random random) => random.Next(10) switch
    {
        0 or 1 => FlipBits(file, random),
        2 => file[..random.Next(file.Length + 1)],
        3 => Extend(file, random),
        4 => Splice(file, seeds[random.Next(seeds.Length)], random),
        5 => DuplicateSlice(file, random),
        6 => EditHeaderLength(file, random),
        7 => EditHeaderByte(file, random),
        _ => EditNumber(file, random),
    };

    private static byte[] FlipBits(byte[] file, Random random)
    {
        byte[] mutated = [.. file];
        for (int flips = random.Next(1, 4); flips > 0 && mutated.Length > 0; flips--)
        {
            mutated[random.Next(mutated.Length)] ^= (byte)(1 << random.Next(8));
        }

        return mutated;
    }

    private static byte[] Extend(byte[] file, Random random)
    {
        byte[] more = new byte[random.Next(1, 64)];
        random.NextBytes(more);
        return [.. file, .. more];
    }

    private static byte[] Splice(byte[] file, byte[] other, Random random) =>
        [.. file[..random.Next(file.Length + 1)], .. other[random.Next(other.Length + 1)..]];

    private static byte[] DuplicateSlice(byte[] file, Random random)
    {
        int start = random.Next(file.Length + 1);
        int end = Math.Min(file.Length, start + random.Next(1, 200));
        return [.. file[..end], .. file[start..end], .. file[end..]];
    }

    private static byte[] EditHeaderLength(byte[] file, Random random)
    {
        byte[] mutated = [.. file, .. new byte[Math.Max(0, 8 - file.Length)]];
        long length = BinaryPrimitives.ReadInt64LittleEndian(mutated);
        BinaryPrimitives.WriteInt64LittleEndian(mutated, random.Next(4) switch
        {
            0 => length + random.Next(-10, 10),
            1 => random.NextInt64(long.MinValue, long.MaxValue),
            2 => random.Next(0, 100_000_002),
            _ => 1L << random.Next(64),
        });
        return mutated;
    }

    /// <summary>Replaces a byte of the header by one that means something in JSON, and keeps the length right.</summary>
    private static byte[] EditHeaderByte(byte[] file, Random random)
    {
        if (!TrySplit(file, out string header, out byte[] data) || header.Length == 0)
        {
            return file;
        }

        int at = random.Next(header.Length);
        string replacement = random.Next(3) == 0 ? "" : JsonCharacters[random.Next(JsonCharacters.Length)].ToString();
        return Join(header[..at] + replacement + header[(at + 1)..], data);
    }

    /// <summary>Replaces a number of the header, and keeps the length right.</summary>
    private static byte[] EditNumber(byte[] file, Random random)
    {
        if (!TrySplit(file, out string header, out byte[] data) || Number().Matches(header) is not { Count: > 0 } numbers)
        {
            return file;
        }

        Match number = numbers[random.Next(numbers.Count)];
        string replacement = random.Next(3) == 0
            ? random.Next(0, 100).ToString()
            : Interesting[random.Next(Interesting.Length)];
        return Join(header[..number.Index] + replacement + header[(number.Index + number.Length)..], data);
    }

    private static bool TrySplit(byte[] file, out string header, out byte[] data)
    {
        long length = file.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(file);
        bool whole = length >= 0 && length <= file.Length - 8;
        header = whole ? Encoding.UTF8.GetString(file, 8, (int)length) : "";
        data = whole ? file[(8 + (int)length)..] : [];
        return whole;
    }

    private static byte[] Join(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }

    private static byte[] SmallNetwork() => Join(
        """{"__metadata__":{"format":"pt"},"conv1.weight":{"dtype":"F32","shape":[2,1,3,3],"data_offsets":[0,72]},"conv1.bias":{"dtype":"F32","shape":[2],"data_offsets":[72,80]},"bn1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[80,88]},"dense1.weight":{"dtype":"F32","shape":[3,4],"data_offsets":[88,136]}}   """,
        Noise(136));

    private static byte[] ManyTypes() => Join(
        """{"half":{"dtype":"F16","shape":[3,5],"data_offsets":[0,30]},"brain":{"dtype":"BF16","shape":[17],"data_offsets":[30,64]},"double":{"dtype":"F64","shape":[2,2],"data_offsets":[64,96]},"empty":{"dtype":"F32","shape":[0,7],"data_offsets":[96,96]},"odd":{"dtype":"U8","shape":[3],"data_offsets":[96,99]},"last":{"dtype":"F32","shape":[9],"data_offsets":[99,135]}}""",
        Noise(135));

    private static byte[] ManyTensors() => Join(
        "{" + string.Join(",", Enumerable.Range(0, 40).Select(i =>
            $$"""  "layer{{i}}.weight":{"dtype":"F32","shape":[{{i}},1],"data_offsets":[{{2 * i * (i - 1)}},{{2 * i * (i + 1)}}]}""")) + "}",
        Noise(2 * 39 * 40));

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    /// <summary>A message without its names and numbers.</summary>
    private static string Shape(string message) => Detail().Replace(message, "#");

    [GeneratedRegex(@"(?<=[\[,])\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"'[^']*'|\d+|\[[^\]]*\]|0x..|JSON: .*")]
    private static partial Regex Detail();

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
