using System.Collections;
using System.Globalization;
using System.Reflection;
using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>Whether a session asks for what its journal was begun with: settings, instruments and plans. They cannot change in the middle of a day.</summary>
internal static class ResumeCheck
{
    public const string Remedy = "resume with the same source, seed, capital and plans, or start in another folder";

    private const int LongestShown = 80;

    /// <summary>A live feed's journal holds one day: its settings and instruments are of that day's midnight, and the days between are not there.</summary>
    /// <exception cref="RecoveryException">The journal is of another day.</exception>
    public static void RequireSameDay(TradingCore core, Timestamp start)
    {
        if (core.LastSequence < 0) return;
        (DateOnly then, DateOnly now) = (Ist.DateOf(core.Now), Ist.DateOf(start));
        if (then == now) return;
        throw new RecoveryException(
            $"the journal is of {InWords(then)}, this session of {InWords(now)}: a live session's journal holds one day; start this one in another folder");
    }

    /// <param name="held">How many of the host's events the journal was given.</param>
    /// <param name="feedBegan">Whether any of the feed's events follow them; then none of the host's may be missing.</param>
    /// <exception cref="RecoveryException">Something differs; the message names it.</exception>
    public static void RequireSameStart(IJournalReader journal, SessionRequest request, long held, bool feedBegan)
    {
        InboundEvent[] wanted = [.. StartUpEvents.Of(request)];
        if (held > wanted.Length || (feedBegan && held < wanted.Length))
            throw new RecoveryException($"the journal was begun with {held} settings, instruments and plans, this session has {wanted.Length}; {Remedy}");
        // Segments that were retired took their events along; the core keeps the instruments, and those are compared in any case.
        if (held == 0 || journal.FirstSequence > 0) return;

        journal.Seek(0);
        InboundEvent stored = default;
        for (int next = 0; next < held && journal.TryRead(ref stored, out long sequence);)
        {
            if (stored.Record.Header.Source != InboundSource.Host) continue;
            InboundEvent now = wanted[next++];
            if (Difference(stored, now) is { } difference)
                throw new RecoveryException($"event {sequence} of the journal ({Describe(stored)}) is not what this session begins with: {difference}; {Remedy}");
        }
    }

    private static string? Difference(in InboundEvent stored, in InboundEvent now)
    {
        InboundHeader then = stored.Record.Header, wanted = now.Record.Header;
        if (then.Kind != wanted.Kind) return $"{then.Kind} in the journal, {wanted.Kind} now";
        if (then.ExchangeTime != wanted.ExchangeTime) return $"time {then.ExchangeTime} in the journal, {wanted.ExchangeTime} now";
        return Difference(stored.Payload!, now.Payload!, "");
    }

    /// <summary>The first property, at any depth, in which two payloads of one type differ; null when they are equal.</summary>
    private static string? Difference(object then, object now, string path)
    {
        foreach (PropertyInfo property in then.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            (object? a, object? b) = (property.GetValue(then), property.GetValue(now));
            if (Equals(a, b)) continue;
            string name = path + property.Name;
            if (a is RiskLimits or GhostSettings or StopPolicy) return Difference(a, b!, name + ".");
            if (a is IEnumerable before and not string && b is IEnumerable after)
            {
                if (before.Cast<object>().SequenceEqual(after.Cast<object>())) continue;
                (a, b) = (string.Join(", ", before.Cast<object>()), string.Join(", ", after.Cast<object>()));
            }
            (string was, string wanted) = (Text(a), Text(b));
            return was.Length + wanted.Length <= LongestShown ? $"{name} {was} in the journal, {wanted} now" : $"{name} differs";
        }
        return null;
    }

    private static string InWords(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "nothing";

    private static string Describe(in InboundEvent e) =>
        e.Record.Header.Kind + (e.Record.Header.Instrument < 0 ? "" : $", instrument {e.Record.Header.Instrument}");
}
