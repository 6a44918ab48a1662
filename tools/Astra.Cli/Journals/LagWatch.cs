using System.Globalization;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>How far a server is behind, now and at the worst moment that was looked at. Looked at from one thread, read from any.</summary>
internal sealed class LagWatch(Func<JournalLag> lag)
{
    private readonly Lock _lock = new();
    private LagResult _worst;

    public LagResult Worst
    {
        get
        {
            lock (_lock) return _worst;
        }
    }

    public LagResult Now => Of(lag());

    /// <summary>For a progress line.</summary>
    public string Words => InWords(lag());

    public void Look()
    {
        LagResult now = Now;
        lock (_lock) _worst = new LagResult(Math.Max(_worst.Events, now.Events), Math.Max(_worst.Bytes, now.Bytes), Math.Max(_worst.Seconds, now.Seconds));
    }

    public static LagResult Of(JournalLag lag) => new(lag.Events, lag.Bytes, Math.Round(lag.Oldest.TotalSeconds, 3));

    private static string InWords(JournalLag lag)
    {
        string behind = lag.Events == 0 ? "server up to date" : string.Create(
            CultureInfo.InvariantCulture, $"server {lag.Events:N0} events ({lag.Bytes / 1e6:0.0} MB, {lag.Oldest.TotalSeconds:0.0} s) behind");
        return lag.State == LagState.Connected ? behind : $"{behind}, {lag.State}{(lag.Fault is { } fault ? $": {fault}" : "")}";
    }
}
