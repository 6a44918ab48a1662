using System.Threading.Channels;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Carries the core's orders to a broker. The publisher's thread only puts events into a channel; a task of its own calls the broker, one step after
/// the other. A full channel is waited for and counted: no step may be missing, neither in a log nor at an exchange. What the broker throws stops the engine with
/// the next event.
/// </summary>
public sealed class BrokerEffect : IEffect, IAsyncDisposable
{
    private const int DefaultCapacity = 8192;

    private readonly Channel<OutboundEvent> _channel;
    private readonly OrderRouter _router;
    private readonly Func<IOutboundLogReader>? _past;
    private readonly Task _work;
    private bool _unflushed;
    private long _waits;

    /// <param name="tags">Of the run; the same again when it is resumed.</param>
    /// <param name="past">Opens what left before this process, so that a resumed session's orders are known and steps that a crash kept from the broker are made up for; null for a new session.</param>
    /// <param name="prices">Told each order's price before the broker is called; null when nobody needs them.</param>
    public BrokerEffect(
        IBroker broker, IReadOnlyList<Instrument> instruments, IReadOnlyList<Plan> plans, OrderTag tags, Func<IOutboundLogReader>? past = null, DecisionPrices? prices = null,
        int capacity = DefaultCapacity)
    {
        _router = new OrderRouter(broker, instruments, plans, tags, prices);
        _past = past;
        _channel = Channel.CreateBounded<OutboundEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });
        _work = Task.Run(WorkAsync);
    }

    /// <summary>How often the publisher had to wait for the broker.</summary>
    public long Waits => Volatile.Read(ref _waits);

    /// <summary>Orders that the broker would not take, and the first reason.</summary>
    public (int Count, string First) Refusals => _router.Refusals;

    public void OnEvent(in OutboundEvent e)
    {
        if (!OrderRouter.Concerns(in e)) return;
        Put(in e);
        _unflushed = true;
    }

    public void OnBatchEnd()
    {
        if (!_unflushed) return;
        // An event of no kind asks for a flush.
        OutboundEvent flush = default;
        Put(in flush);
        _unflushed = false;
    }

    /// <summary>Takes no more, and ends when the broker has had everything.</summary>
    /// <exception cref="IOException">For example: the log could not be written.</exception>
    public Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        return _work;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        // A failure was thrown at whoever completed it, or at the engine.
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Put(in OutboundEvent e)
    {
        if (_channel.Writer.TryWrite(e)) return;
        if (_work.IsFaulted) _work.GetAwaiter().GetResult();
        Volatile.Write(ref _waits, _waits + 1);
        try
        {
            _channel.Writer.WriteAsync(e).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } fault)
        {
            throw new IOException($"the broker's work has ended: {fault.Message}", fault);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            bool behind = _past is not null;
            await foreach (OutboundEvent e in _channel.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                if (e.Header.Kind == OutboundKind.None)
                {
                    _router.Flush();
                    continue;
                }
                if (behind) await CatchUpAsync(e.Header.Sequence).ConfigureAwait(false);
                behind = false;
                await _router.RouteAsync(e).ConfigureAwait(false);
            }
            if (behind) await CatchUpAsync(long.MaxValue).ConfigureAwait(false);
            _router.Flush();
        }
        catch (Exception fault)
        {
            _channel.Writer.TryComplete(fault);
            throw;
        }
    }

    private async Task CatchUpAsync(long before)
    {
        using IOutboundLogReader past = _past!();
        if (past.LastSequence < 0) return;
        past.Seek(0);
        OutboundEvent e = default;
        while (past.TryRead(ref e) && e.Header.Sequence < before)
            if (OrderRouter.Concerns(in e)) await _router.RouteAsync(e).ConfigureAwait(false);
    }
}
