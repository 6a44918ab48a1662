using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>What the order stream tells. Called on the connection's thread: must not wait.</summary>
public interface IAngelOrderEvents
{
    /// <summary>The stream stands, for the first time or again. Frames may have been lost meanwhile: compare with the order book now.</summary>
    void OnConnected();

    void OnOrder(AngelOrderUpdate order);

    /// <summary>A message that is neither heartbeat nor order, or an order with a code that nobody has documented.</summary>
    void OnUnknown(ReadOnlySpan<byte> bytes);
}

/// <summary>The socket that tells what becomes of orders. At most three for one client code.</summary>
internal sealed class AngelOrderStream(AngelSession session, Uri address, IAngelOrderEvents events) : IStreamDialect
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(10);

    private AngelTokens? _presented;
    private bool _renewed;

    public async ValueTask<StreamOpening> PrepareAsync(CancellationToken stop)
    {
        AngelTokens tokens = await session.CurrentAsync(stop).ConfigureAwait(false);
        _presented = tokens;
        return new StreamOpening(address, [new("Authorization", "Bearer " + tokens.Jwt.Reveal())], "ping", HeartbeatEvery);
    }

    public async ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop)
    {
        if (_renewed || _presented is not { } presented) return false;
        _renewed = true;
        try
        {
            await session.RenewAsync(presented, stop).ConfigureAwait(false);
            return true;
        }
        catch (VendorException failed)
        {
            // As with the tick stream: what cannot be reached now is asked again at the next attempt.
            return !failed.IsFinal;
        }
    }

    public void OnOpened(IStreamSender sender)
    {
        _renewed = false;
        if (_presented is { } presented) session.Accepted(presented);
    }

    public StreamVerdict OnMessage(in StreamMessage message)
    {
        AngelTextFrame frame = AngelTextFrame.OfOrders(message.Bytes, message.IsText);
        switch (frame.Kind)
        {
            case AngelTextKind.Connected:
                events.OnConnected();
                break;
            case AngelTextKind.Order:
                if (frame.Order!.UnknownCode) events.OnUnknown(message.Bytes);
                events.OnOrder(frame.Order);
                return StreamVerdict.Data;
            case AngelTextKind.Unknown:
                events.OnUnknown(message.Bytes);
                return StreamVerdict.Rejected;
        }
        return StreamVerdict.Control;
    }

    public void OnPulse(IStreamSender sender)
    {
        // Nothing is subscribed to here: all orders of the account come.
    }
}
