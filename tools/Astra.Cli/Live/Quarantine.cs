using System.Text.Encodings.Web;
using System.Text.Json;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The first frames of each reason that a feed refused or remarked upon, for a person to look at.</summary>
internal static class Quarantine
{
    public const string FileName = "quarantine.jsonl";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds to the file beside the journal; returns its path, or null when there is nothing to add and no file.</summary>
    public static string? Append(string folder, IReadOnlyList<(string Feed, QuarantinedFrame Frame)> frames, IReadOnlyList<Instrument> instruments)
    {
        string path = Path.Combine(folder, FileName);
        if (frames.Count > 0)
            File.AppendAllLines(path, frames.Select(f => JsonSerializer.Serialize(
                new
                {
                    Time = f.Frame.At.ToString(),
                    f.Feed,
                    Reason = TickRejectCount.NameOf(f.Frame.Reason),
                    Instrument = f.Frame.Instrument >= 0 ? instruments[f.Frame.Instrument].Symbol : null,
                    f.Frame.Length,
                    Text = f.Frame.IsText ? f.Frame.Text : null,
                    Hex = f.Frame.IsText ? null : f.Frame.Text,
                },
                Options)));
        return File.Exists(path) ? path : null;
    }
}
