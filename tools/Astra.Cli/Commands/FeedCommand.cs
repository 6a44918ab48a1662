using System.CommandLine;

namespace Astra.Cli;

/// <summary><c>astra feed</c>: what vendors send, looked at without a connection.</summary>
internal static class FeedCommand
{
    public static Command Create(CancellationToken interrupt) => new("feed", "Look into what brokers' feeds send") { Decode(interrupt) };

    private static Command Decode(CancellationToken interrupt)
    {
        Option<string> vendor = new("--vendor") { Description = "Whose frames these are: angelone or shoonya", HelpName = "NAME", Required = true };
        vendor.AcceptOnlyFromAmong("angelone", "shoonya");
        Option<string> file = new("--file")
        {
            Description = "One JSON record a line (.gz by its ending): a packet (hex), a sequence or conversation (steps), or a text frame (socket, text)",
            HelpName = "JSONL",
            Required = true,
        };
        Command command = new("decode", "Decode recorded frames: one JSON line per record or step on stdout") { vendor, file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Func<FrameRecord, DecodedLines, bool> decode = parsed.GetRequiredValue(vendor) == "angelone" ? new AngelFrames().Decode : new ShoonyaFrames().Decode;
            using var lines = new DecodedLines(Console.OpenStandardOutput());
            foreach (FrameRecord record in FrameFile.Read(path))
                using (record)
                {
                    interrupt.ThrowIfCancellationRequested();
                    if (!decode(record, lines)) throw record.Bad("it is none of the records that this vendor's frames come in", FrameFile.Forms);
                }
            return ExitCode.Done;
        });
        return command;
    }
}
