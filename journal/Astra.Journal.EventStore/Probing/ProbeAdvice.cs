using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>What follows from a probe's findings. No sentence without a finding that it rests on.</summary>
internal static class ProbeAdvice
{
    private const int SnapshotPartLimit = 1024 * 1024;

    // The server gives a write two seconds by default; half of that in a short probe says that a bad moment is longer.
    private static readonly TimeSpan SlowWrite = TimeSpan.FromSeconds(1), LateWrite = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ExpirySoon = TimeSpan.FromDays(30), ScavengeOld = TimeSpan.FromDays(30);

    public static IReadOnlyList<string> For(EventStoreProbeResult found, EventStoreSettings settings, DateTimeOffset now)
    {
        List<string> advice = [];
        Security(advice, found, settings, now);
        Cluster(advice, found, settings);
        Speed(advice, found);
        if (found.Clock is { } clock && clock.Ahead.Duration() - clock.Uncertainty > ClockTolerance)
            advice.Add(Say($"The server's clock is {clock.Ahead.Duration().TotalSeconds:0.0} s {(clock.Ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's (± {clock.Uncertainty.TotalSeconds:0.0} s): run a time service on both. The journal itself does not need the clocks to agree; logs and maximum ages do."));
        if (found.AppendLimit is { } limit)
            advice.Add(Say($"The server takes appends of {limit} bytes at most: snapshots are written in parts of up to 900 KiB, so set MaxAppendSize to {SnapshotPartLimit} or more on every node."));
        if (found.NeverScavenged)
            advice.Add("No scavenge has ever run: what retention deletes only hides until one does. Run one weekly, outside of trading hours (`astra journal retain --scavenge` starts it).");
        else if (found.LastScavenge is { } last && now - last > ScavengeOld)
            advice.Add(Say($"The last scavenge was on {last:yyyy-MM-dd}: deleted sessions keep their space until the next. Run one weekly, outside of trading hours."));
        return advice;
    }

    private static void Security(List<string> advice, EventStoreProbeResult found, EventStoreSettings settings, DateTimeOffset now)
    {
        bool far = found.Node is { } node && !IsLoopback(node.Host);
        if (found.Node is not null && !settings.Tls)
            advice.Add("The node is insecure: it asks nobody for a user" + (far ? ", and everything crosses the network readable" + (settings.Credentials is null ? "" : ", the password of the connection string too") : "")
                + ". Give it certificates before it is reached from other machines.");
        if (settings is { Tls: true, TlsVerifyCert: false })
            advice.Add("tlsVerifyCert=false takes any certificate, so anybody on the way can pose as the server: name the authority's file with tlsCaFile instead.");
        if (settings.Tls && settings.Credentials is null && settings.UserCertFile is null && found.SmallWrite is not null)
            advice.Add("The server lets nobody in particular write: switch anonymous stream access off and give the journal a user of its own.");
        if (found.Tls is { } tls && tls.NotAfter - now < ExpirySoon)
            advice.Add(tls.NotAfter < now
                ? Say($"The node's certificate ended on {tls.NotAfter:yyyy-MM-dd}: renew it.")
                : Say($"The node's certificate ends on {tls.NotAfter:yyyy-MM-dd}, in {(tls.NotAfter - now).TotalDays:0} days: renew it before, on every node."));
    }

    private static void Cluster(List<string> advice, EventStoreProbeResult found, EventStoreSettings settings)
    {
        if (found.Members.Count == 1)
            advice.Add("There is one node: its disk is the only copy. Three nodes keep the journal, and keep it writable, when one is lost.");
        if (found.Members.Count == 2)
            advice.Add("There are two nodes: when one is lost no write is acknowledged any more. Use three.");
        foreach (ClusterMember member in found.Members.Where(member => !member.IsAlive))
            advice.Add($"Node {member.Address} is dead as the others see it ({member.State}): one more loss may stop all writes.");
        foreach (ClusterMember member in found.Members.Where(member => member.IsAlive && !IsSettled(member.State)))
            advice.Add($"Node {member.Address} is in state {member.State}: it does not help a quorum yet.");
        if (!settings.Discover && found.Members.Count > 1)
            advice.Add(Say($"The connection string names one node of {found.Members.Count}: name all of them, or use esdb+discover://, so that the journal starts when this one is down."));
        if (!settings.Discover && found is { Node: { } node, Members: [{ } only] } && only.Address != node && !(IsLoopback(only.Address.Host) && IsLoopback(node.Host)))
            advice.Add($"The node advertises itself as {only.Address} and was reached as {node}: set its advertised host before it joins a cluster, since clients are sent there.");
        if (found.Server is { Methods.Count: > 0 } server && !server.Methods.Any(method => method.Contains("/batchappend", StringComparison.Ordinal) && method.Contains("deadline_duration", StringComparison.Ordinal)))
            advice.Add($"The server{(server.Version.Length > 0 ? " " + server.Version : "")} does not name relative deadlines among what it can do with batch appends: use 22.10 or newer.");
    }

    private static void Speed(List<string> advice, EventStoreProbeResult found)
    {
        if (found.LargeWrite is not { } write) return;
        TimeSpan longest = found.SmallWrite is { } small && small.Longest > write.Longest ? small.Longest : write.Longest;
        if (longest >= SlowWrite)
            advice.Add(Say($"One write took {longest.TotalMilliseconds:0} ms, and the server gives up on a write after CommitTimeoutMs (2,000 by default): set CommitTimeoutMs and PrepareTimeoutMs to 10000 on every node, and look at its disk."));
        else if (write.P99 >= LateWrite)
            advice.Add(Say($"Writes of 64 KiB take up to {write.P99.TotalMilliseconds:0} ms (p99): as the gate the server would hold orders for that long; mode `mirrored` does not wait for it."));
    }

    private static bool IsSettled(string state) => state is "Leader" or "Follower" or "ReadOnlyReplica" or "Manager";

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
