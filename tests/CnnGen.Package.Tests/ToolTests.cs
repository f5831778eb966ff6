using CnnGen.Networks;

namespace CnnGen.Package.Tests;

/// <summary>The packed tool: an ONNX model, imported in a fresh project, compiled against the packed package, and tested by its own vector.</summary>
public class ToolTests(PackageFixture package)
{
    [Fact]
    public void ImportedNetwork_PassesItsSelfTest_AndWhatIsNoModelIsRefusedInWords()
    {
        string cnngen = package.InstallTool();
        string project = package.CreateProject("Imported", new()
        {
            ["Program.cs"] = """
                CnnGen.SelfTestResult result = App.Pictures.SelfTest();
                Console.WriteLine(result);
                return result.Passed ? 0 : 1;
                """,
        });
        File.WriteAllBytes(Path.Combine(project, "resnet8.onnx"), ResNet8.Twin().ToBytes());

        (int exitCode, string output) = DotNet.RunProgram(cnngen, project, "import", "resnet8.onnx", "--class", "Pictures", "--namespace", "App");
        Assert.True(exitCode == 0, output);
        Assert.Contains("[SelfTest(\"Pictures.selftest.safetensors\", Weights = \"Pictures.safetensors\")]", File.ReadAllText(Path.Combine(project, "Pictures.cs")));
        Assert.Contains("Pictures: ", DotNet.RunToSuccess(project, "run", "-c", "Release"));

        (exitCode, output) = DotNet.RunProgram(cnngen, project, "summary", "Pictures.cs");
        Assert.True(exitCode == 0, output);
        Assert.Contains("flowchart", output);
        Assert.Contains($"{ResNet8.ParameterCount:#,0}", output);

        File.WriteAllText(Path.Combine(project, "Wrong.cs"), "using CnnGen;\n\n[Input(4, 4, 1)]\n[MaxPool2D(5)]\npartial class Wrong;\n");
        (exitCode, output) = DotNet.RunProgram(cnngen, project, "summary", "Wrong.cs");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("error: Wrong.cs cannot be summarized.\n\nWrong.cs(4,12): CNN0202: 'maxpool1' (MaxPool2D) receives 4x4x1 from [Input]: ", output.ReplaceLineEndings("\n"));

        (exitCode, output) = DotNet.RunProgram(cnngen, project, "import", "Program.cs", "--class", "Other");
        Assert.Equal(1, exitCode);
        Assert.Contains("Program.cs cannot be imported", output);
        Assert.DoesNotContain("   at ", output);
    }
}
