using System.Text.Encodings.Web;
using System.Text.Json;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>Which events a dump shows. Sequences are inbound ones; an outbound event belongs to its cause.</summary>
public sealed record JournalDumpOptions
{
    public long? FromSequence { get; init; }
    public long? ToSequence { get; init; }
    /// <summary>Stops at the first event whose exchange time is later.</summary>
    public Timestamp? Until { get; init; }
    public bool Inbound { get; init; } = true;
    public bool Outbound { get; init; } = true;
}

/// <summary>
/// A journal as text: one JSON object a line, each inbound event followed by the outbound events that it caused. Prices and money are in
/// rupees, times ISO 8601 in IST; a field that an event does not carry is not there. Beside a writer it ends where the journal ended when
/// the dump began.
/// </summary>
public static class JournalDump
{
    /// <summary>Writes UTF-8 lines; returns how many. Throws <see cref="JournalException"/>.</summary>
    public static long Write(string folder, Stream output, JournalDumpOptions options)
    {
        using EmbeddedJournalReader inbound = EmbeddedJournalReader.Open(folder);
        using OutboundLogReader outbound = OutboundLogReader.Open(folder);
        return Write(inbound, outbound, output, options);
    }

    /// <summary>The same from readers of any journal, both at their beginnings.</summary>
    public static long Write(IJournalReader inbound, IOutboundLogReader outbound, Stream output, JournalDumpOptions options)
    {
        using BufferedStream buffered = new(output, 256 * 1024);
        using Utf8JsonWriter json = new(buffered, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (options.FromSequence is { } from) inbound.Seek(from);
        InboundEvent told = default;
        OutboundEvent said = default;
        bool more = options.Outbound && outbound.TryRead(ref said);
        long last = Math.Min(inbound.LastSequence, options.ToSequence ?? long.MaxValue);
        long lines = 0;
        while (inbound.TryRead(ref told, out long sequence))
        {
            if (sequence > last || told.Record.Header.ExchangeTime > options.Until) break;
            if (options.Inbound)
            {
                InboundJson.Write(json, sequence, in told);
                EndLine(json, buffered);
                lines++;
            }
            for (; more && said.Header.Cause <= sequence; more = outbound.TryRead(ref said))
            {
                if (said.Header.Cause < (options.FromSequence ?? 0)) continue;
                OutboundJson.Write(json, in said);
                EndLine(json, buffered);
                lines++;
            }
        }
        return lines;
    }

    private static void EndLine(Utf8JsonWriter json, BufferedStream output)
    {
        json.Flush();
        json.Reset();
        output.WriteByte((byte)'\n');
    }
}
