using System.Globalization;
using Astra.Journal.EventStore;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>What the doctor found, for people.</summary>
internal static class DoctorReport
{
    public static void Write(MachineFacts machine, DiskFacts? disk, EventStoreProbeResult? server, IReadOnlyList<DoctorFinding> findings)
    {
        Line($"machine    {machine.Processors} processors, {machine.MemoryBytes / 1e9:0.0} GB, {machine.System}, {machine.Architecture}, {machine.Runtime}");
        Line($"clock      {machine.ClockSource ?? "the system's"}: steps of {machine.ClockStepNs} ns, {machine.ClockReadNs} ns a reading");
        if (disk is not null)
            Line($"disk       {disk.Folder} ({disk.FileSystem}), {disk.FreeBytes / 1e9:0.0} GB free; 4 KiB synced: p50 {disk.SyncP50Us / 1e3:0.00} ms, p99 {disk.SyncP99Us / 1e3:0.00}, max {disk.SyncMaxUs / 1e3:0.00}");
        if (server is not null) Write(server);
        foreach (DoctorFinding f in findings)
            Terminal.Out.MarkupLine($"{(f.Level == DoctorLevel.Wrong ? "[red bold]wrong[/]      " : "[yellow]advice[/]     ")}{Servers.WithoutPasswords(f.Text).EscapeMarkup()}");
        if (findings.Count == 0) Line($"nothing to remark");
    }

    private static void Write(EventStoreProbeResult r)
    {
        Line($"server     {r.Target}{(r.Node is { } node ? $": {node}" : "")}{(r.Server is { Version.Length: > 0 } s ? $", version {s.Version}" : "")}{(r.User is { } user ? $", user {user}" : "")}");
        if (r.Members.Count > 1) Line($"cluster    {string.Join(", ", r.Members.Select(m => $"{m.Address} {m.State}{(m.IsAlive ? "" : " (dead)")}"))}");
        if (r.Clock is { } clock) Line($"skew       its clock is {Math.Abs(clock.Ahead.TotalMilliseconds):N0} ms {(clock.Ahead < TimeSpan.Zero ? "behind" : "ahead")} (± {clock.Uncertainty.TotalMilliseconds:N0} ms)");
        Write("write 1K", r.SmallWrite);
        Write("write 64K", r.LargeWrite);
        Write("read 64K", r.Read);
    }

    private static void Write(string name, ProbeLatency? latency)
    {
        if (latency is null) return;
        Line($"{name,-11}p50 {latency.P50.TotalMilliseconds:0.00} ms, p99 {latency.P99.TotalMilliseconds:0.00}, max {latency.Longest.TotalMilliseconds:0.00}; one after another, {latency.Calls} times");
    }

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
