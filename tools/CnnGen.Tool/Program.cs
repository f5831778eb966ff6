using System.CommandLine;
using System.CommandLine.Help;
using CnnGen.Tool;

// No RootCommand: that one is called after the assembly, and users type "cnngen".
Command root = new(
    "cnngen",
    """
    cnngen turns ONNX models into networks that CnnGen compiles, and shows what is in them.

      cnngen import model.onnx --class Digits --namespace App
      cnngen summary Digits.cs
    """);
root.Options.Add(new HelpOption());
root.Options.Add(new VersionOption());
root.Subcommands.Add(ImportCommand.Create());
root.Subcommands.Add(SummaryCommand.Create());
return Commands.Run(() => root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
