using System.Collections.Concurrent;
using Astra.Core;
using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// What the feed wants from a connection: asked for in frames of some keys with a distance between them, once more after some seconds of silence, and then
/// reported by name. The server says nothing about what it leaves out.
/// </summary>
internal sealed class Subscriptions(ShoonyaBook book, ShoonyaOptions options, TimeProvider time, FeedDoor door)
{
    private readonly List<Subscription> _all = [];
    private readonly ConcurrentQueue<(ScripFeed Scrip, ShoonyaFamily Family, bool Wanted)> _changes = new();
    private long _free;
    private bool _told;

    public void Add(ScripFeed scrip, ShoonyaFamily family)
    {
        ShoonyaKey key = book.KeyOf(scrip.Exchange, scrip.Instrument.Token);
        key.Instrument = scrip.Id;
        _all.Add(new Subscription(scrip, key, family));
    }

    /// <summary>A new connection has been asked for nothing.</summary>
    public void Forget()
    {
        foreach (Subscription subscription in _all) subscription.Forget();
        (_free, _told) = (0, false);
    }

    /// <summary>Asks for everything: the server has let us in.</summary>
    public void AskAll(IStreamSender sender)
    {
        foreach (ShoonyaFamily family in (ReadOnlySpan<ShoonyaFamily>)[ShoonyaFamily.Depth, ShoonyaFamily.Touch])
            Ask(sender, family, _all.Where(s => s.Family == family && s.IsWanted));
    }

    /// <summary>Takes a family of a scrip in or out; with the next pulse. From any thread.</summary>
    public void Change(ScripFeed scrip, ShoonyaFamily family, bool wanted) => _changes.Enqueue((scrip, family, wanted));

    /// <summary>Asks again for what stayed silent, reports what did so twice, and tells once how many show data.</summary>
    public void Pulse(IStreamSender sender)
    {
        ApplyChanges(sender);
        long now = time.GetTimestamp();
        bool open = false;
        List<Subscription>? again = null;
        List<ScripFeed>? without = null;
        foreach (Subscription subscription in _all)
        {
            if (subscription.IsReported || subscription.IsAcknowledged || !subscription.IsWanted) continue;
            open = true;
            if (subscription.Asked == 0 || time.GetElapsedTime(subscription.AskedAt, now) < options.AckPatience) continue;
            if (subscription.Asked == 1) (again ??= []).Add(subscription);
            else
            {
                Report(subscription);
                if (subscription.Family == ShoonyaFamily.Depth && Find(subscription.Scrip, ShoonyaFamily.Touch) is null) (without ??= []).Add(subscription.Scrip);
            }
        }
        if (again is not null)
            foreach (IGrouping<ShoonyaFamily, Subscription> family in again.GroupBy(s => s.Family)) Ask(sender, family.Key, family);
        if (without is not null) AskTouch(sender, without);
        if (open || _told || _all.Count == 0) return;
        _told = true;
        door.Health.OnSubscribed(0, _all.Where(s => s.IsAcknowledged && s.IsWanted).Select(s => s.Scrip.Id).Distinct().Count());
    }

    private void ApplyChanges(IStreamSender sender)
    {
        while (_changes.TryDequeue(out var change))
        {
            Subscription? known = Find(change.Scrip, change.Family);
            if ((known?.IsWanted ?? false) == change.Wanted) continue;
            if (known is null)
            {
                Add(change.Scrip, change.Family);
                known = _all[^1];
            }
            known.IsWanted = change.Wanted;
            known.Forget();
            if (change.Wanted) Ask(sender, change.Family, [known]);
            else sender.Send(ShoonyaFrames.Unsubscribe(change.Family, [change.Scrip.Key]), options.FrameSpacing);
        }
    }

    private Subscription? Find(ScripFeed scrip, ShoonyaFamily family) => _all.Find(s => s.Scrip == scrip && s.Family == family);

    /// <summary>What has no depth may yet have a touchline.</summary>
    private void AskTouch(IStreamSender sender, List<ScripFeed> scrips)
    {
        int from = _all.Count;
        foreach (ScripFeed scrip in scrips) Add(scrip, ShoonyaFamily.Touch);
        Ask(sender, ShoonyaFamily.Touch, _all.Skip(from).ToArray());
    }

    private void Ask(IStreamSender sender, ShoonyaFamily family, IEnumerable<Subscription> subscriptions)
    {
        foreach (Subscription[] part in subscriptions.Chunk(Math.Clamp(options.KeysPerFrame, 1, 100)))
        {
            string frame = ShoonyaFrames.Subscribe(family, part.Select(s => s.Scrip.Key));
            book.Sent(frame);
            sender.Send(frame, options.FrameSpacing);
            // The frames leave one after another; each one's patience begins when its turn comes.
            _free = Math.Max(_free, time.GetTimestamp()) + (long)(options.FrameSpacing.TotalSeconds * time.TimestampFrequency);
            foreach (Subscription subscription in part) subscription.Ask(_free);
        }
    }

    private void Report(Subscription subscription)
    {
        subscription.IsReported = true;
        string family = subscription.Family == ShoonyaFamily.Depth ? "depth" : "touchline";
        door.Report(
            new FeedChange { State = FeedState.NotSubscribed, Detail = 1 }, subscription.Scrip.Id,
            $"{subscription.Scrip.Words}: asked twice for its {family}, and nothing came");
    }
}
