using System.IO.Compression;
using System.Text;

namespace CnnGen.Tests;

/// <summary>Files are recognised by their first bytes; the bytes here are those that the programs named write.</summary>
public sealed class FileKindsTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "Empty" },
        { "\0\0\0\0\0\0\0\0\0\0\0\0", "Zeros" },
        { "<!DOCTYPE html>\n<html lang=\"en\">", "Html" },
        { "\r\n\t <!-- caf\u00E9, in Latin-1 -->\n<HTML><head>", "Html" },
        { "\u00EF\u00BB\u00BF<html>", "Html" },
        { "<?xml version=\"1.0\"?>\n<net name=\"openvino\">", "Xml" },
        { "<Error><Code>AccessDenied</Code></Error>", "Xml" },
        { "{\"message\": \"Not Found\"}", "Json" },
        { "404: Not Found", "Text" },
        { "Entry not found", "Text" },
        { "# a text of two \u00C3\u00A9 letters, the last one cut: \u00C3", "Text" },
        { "\u00FF\u00FEh\0i\0", "Text" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:", "GitLfsPointer" },
        { "\u0089HDF\r\n\u001a\n\0\0", "Hdf5" },
        { "\u001c\0\0\0TFL3\u0014\0", "TensorFlowLite" },
        { " \0\0\0ORTM\0\0", "OnnxRuntime" },
        { "\u0093NUMPY\u0001\0v\0{'descr'", "NumPy" },
        { "GGUF\u0003\0\0\0", "Gguf" },
        { "\u0010\0\0\0\0\0\0\0{\"a\":{}}       ", "Safetensors" },
        { "\u0080\u0002}q\u0001", "Pickle" },
        { "\u0080\u0004\u0095\u001a\0", "Pickle" },
        { "\u001f\u008b\u0008\0", "Archive" },
        { "7z\u00bc\u00af\u0027\u001c", "Archive" },
        { "\u0089PNG\r\n\u001a\n", "Picture" },
        { "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF", "Picture" },
        { "RIFF\0\0\0\0WEBPVP8 ", "Picture" },
        { "%PDF-1.7", "Pdf" },
        { "\u007fELF\u0002\u0001", "Program" },
        { "MZ\u0090\0\u0003\0", "Program" },

        // Protobuf. torch.onnx.export; tf2onnx; ML.NET, whose first field after the version is the producer too; a version alone.
        { "\u0008\u0007\u0012\u0007pytorch\u001a\u0005", "Onnx" },
        { "\u0008\u0008\u0012\u0007tf2onnx\u001a\u0006", "Onnx" },
        { "\u0008\u0006\u0012\u0006ML.NET\u001a\u0001", "Onnx" },
        { "\u0008\u0008:\u00c0\u0001\n\u0012", "Onnx" },
        { "\u0008\u0001\u0012\u00a4\u0011\n\u0083\u0001", "TensorFlow" },
        { "\nY\n\u0005input\u0012\u000bPlaceholder*\u000b", "TensorFlow" },
        { "\u0008\u0004\u0012\u00d0\u0001\n+\n\u0005image", "CoreML" },
        { "\u0001\u0002\u0003", "Unknown" },
        { "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "Unknown" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void AFileIsRecognisedByItsFirstBytes(string latin1, string kind)
        => Assert.Equal(kind, $"{FileKinds.Of(Encoding.Latin1.GetBytes(latin1))}");

    [Theory]
    [InlineData("archive/data.pkl", "PyTorch")]
    [InlineData("resnet/constants.pkl", "PyTorch")]
    [InlineData("model.weights.h5", "Keras")]
    [InlineData("conv1.weight.npy", "NumPyArchive")]
    [InlineData("TrainingInfo/Version.txt", "MLNet")]
    [InlineData("readme.txt", "Zip")]
    public void AZipArchiveIsWhatItsFirstEntrySays(string entry, string kind)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            using Stream content = archive.CreateEntry(entry).Open();
            content.Write("content"u8);
        }

        Assert.Equal(kind, $"{FileKinds.Of(stream.ToArray())}");
    }

    [Fact]
    public void TarArchivesHaveTheirSignatureFarIn()
    {
        byte[] tar = new byte[512];
        Encoding.ASCII.GetBytes("model.onnx").CopyTo(tar, 0);
        Encoding.ASCII.GetBytes("ustar").CopyTo(tar, 257);

        Assert.Equal(FileKind.Archive, FileKinds.Of(tar));
    }

    [Fact]
    public void EachKindHasAName() => Assert.All(Enum.GetValues<FileKind>(), kind => Assert.NotEmpty(FileKinds.Name(kind)));

    [Fact]
    public void AnyHeadOfAnyFileIsReadWithoutFault()
    {
        Random random = new(5);
        string[] texts = [.. Texts.Select(row => row.Data.Item1)];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] head = Encoding.Latin1.GetBytes(texts[random.Next(texts.Length)]);
            head = [.. head[..random.Next(head.Length + 1)], .. new byte[random.Next(3)]];
            if (head.Length > 0)
            {
                head[random.Next(head.Length)] = (byte)random.Next(256);
            }

            _ = FileKinds.Of(head);
        }
    }
}
