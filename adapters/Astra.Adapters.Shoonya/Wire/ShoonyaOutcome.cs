using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>What one frame did. Made once and filled by each <see cref="ShoonyaBook.Apply"/>; its contents are gone at the next.</summary>
public sealed class ShoonyaOutcome
{
    private readonly List<ShoonyaCount> _counted = [];

    /// <summary>Whether the frame let us in or refused us; <see cref="ShoonyaAuth.Unknown"/> for any other frame.</summary>
    public ShoonyaAuth Auth { get; internal set; }

    /// <summary>An answer to a heartbeat.</summary>
    public bool Heartbeat { get; internal set; }

    /// <summary>An order update, null for any other frame.</summary>
    public ShoonyaOrderUpdate? Order { get; internal set; }

    /// <summary>The scrip whose state the frame went into; null when it changed none.</summary>
    public ShoonyaKey? Key { get; internal set; }

    /// <summary>Together with <see cref="Key"/>.</summary>
    public ShoonyaFamily Family { get; internal set; }

    /// <summary>The state after the merge, together with <see cref="Key"/>.</summary>
    public ShoonyaState? State { get; internal set; }

    /// <summary>Whether it makes a tick: there is a last price, and something other than the feed time has changed.</summary>
    public bool Emit { get; internal set; }

    /// <summary>What is counted, in the order of the contract.</summary>
    public IReadOnlyList<ShoonyaCount> Counted => _counted;

    /// <summary>The same without the detour over an interface, for the path of every frame.</summary>
    internal List<ShoonyaCount> Counts => _counted;

    /// <summary>An exchange's or market's message: counted as an unknown type, and no sign of a bad connection.</summary>
    internal bool IsNotice { get; set; }

    internal void Clear()
    {
        (Auth, Heartbeat, Order, Key, Family, State, Emit) = (ShoonyaAuth.Unknown, false, null, null, ShoonyaFamily.Touch, null, false);
        IsNotice = false;
        _counted.Clear();
    }

    internal void Count(TickReject reason, string field = "") => _counted.Add(new ShoonyaCount(reason, field));
}
