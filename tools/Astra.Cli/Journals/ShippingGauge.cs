using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Progress of work between a folder and a server.</summary>
internal static class ShippingGauge
{
    public static T Run<T>(string title, Func<IProgress<ShippingProgress>, Task<T>> work)
    {
        Latest latest = new();
        return Gauge.Run(title, "events", null, show =>
        {
            Task<T> running = work(latest);
            while (Task.WaitAny([running], TimeSpan.FromMilliseconds(100)) < 0)
                if (latest.Value is { } now) show(now.Events + now.Outbound);
            return running.GetAwaiter().GetResult();
        }, () => latest.Value is { } now ? FormattableString.Invariant($"{now.Events:N0} of {now.OfEvents:N0} in, {now.Outbound:N0} of {now.OfOutbound:N0} out, {now.State}") : null);
    }

    private sealed class Latest : IProgress<ShippingProgress>
    {
        private ShippingProgress? _value;

        public ShippingProgress? Value => Volatile.Read(ref _value);

        public void Report(ShippingProgress value) => Volatile.Write(ref _value, value);
    }
}
