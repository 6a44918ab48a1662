using System.CommandLine;
using Astra.Cli;

using Interrupts interrupts = new();
return AstraCommand.Invoke(args, interrupts.Token);
