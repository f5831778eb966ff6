using System.CommandLine;
using CnnGen.Tool;

RootCommand root = new("cnngen turns ONNX models into networks that CnnGen compiles, and shows what is in them.");
root.Subcommands.Add(ImportCommand.Create());
root.Subcommands.Add(SummaryCommand.Create());
return root.Parse(args).Invoke();
