using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Runs the members of a hybrid side by side and remembers where each stands. What the hybrid makes of it is <see cref="Judge"/>; the rest is
/// as with every strategy: nothing on the first bar on which all are warm, no entry on the first bar of a session.
/// </summary>
/// <remarks>A member's stance is what it last asked for; a stop that ended the trade in between is not known here, nor to the member.</remarks>
internal abstract class HybridStrategy(IStrategy[] members) : ICompositeStrategy, IRegimeStrategy, IScoreStrategy, IPositionStrategy
{
    private readonly sbyte[] _sides = new sbyte[members.Length];
    private readonly StrategyAction[] _said = new StrategyAction[members.Length];
    private readonly bool[] _warm = new bool[members.Length];
    private Stance _stance;
    private bool _opens;
    private bool _started;

    public IReadOnlyList<IStrategy> Members => members;

    /// <summary>+1, -1 or 0: what each member last asked for.</summary>
    protected ReadOnlySpan<sbyte> Sides => _sides;

    /// <summary>What each member has just said; None where it was not asked.</summary>
    protected ReadOnlySpan<StrategyAction> Said => _said;

    /// <summary>Its own side: +1, -1 or 0.</summary>
    protected int Side => _stance.Side;

    /// <summary>Last close, rupees.</summary>
    protected double Close { get; private set; }

    public StrategyDecision OnBar(in Bar bar)
    {
        Close = bar.Close.Rupees;
        _opens = bar.OpensSession();
        Observe(in bar);
        for (int i = 0; i < members.Length; i++) Take(i, members[i].OnBar(in bar));
        return Settle();
    }

    public StrategyDecision OnScore(in MarketScore score)
    {
        bool read = false;
        for (int i = 0; i < members.Length; i++)
        {
            _said[i] = StrategyAction.None;
            if (members[i] is not IScoreStrategy reader) continue;
            Take(i, reader.OnScore(in score));
            read = true;
        }
        return read ? Settle() : default;
    }

    public virtual void OnRegime(MarketRegimes regime)
    {
        foreach (IStrategy member in members)
            if (member is IRegimeStrategy follower) follower.OnRegime(regime);
    }

    public void OnPosition(int peer, int units)
    {
        foreach (IStrategy member in members)
            if (member is IPositionStrategy keeper) keeper.OnPosition(peer, units);
    }

    /// <summary>Feeds what the hybrid computes itself.</summary>
    protected virtual void Observe(in Bar bar)
    {
    }

    /// <summary>Whether what the hybrid computes itself is defined.</summary>
    protected virtual bool IsReady => true;

    /// <summary>What to make of the members' sides and of what they said: a side to enter (or 0), and whether to leave.</summary>
    protected abstract (int Enter, bool Leave) Judge();

    /// <summary>An entry that <see cref="Judge"/> wanted took place.</summary>
    protected virtual void Entered()
    {
    }

    /// <summary>The action with the hybrid's figures.</summary>
    protected abstract StrategyDecision Tell(StrategyAction action);

    private void Take(int member, in StrategyDecision decision)
    {
        _said[member] = decision.Action;
        if (!_warm[member]) _warm[member] = decision != StrategyDecision.WarmingUp;
        _sides[member] = decision.Action switch
        {
            StrategyAction.None => _sides[member],
            StrategyAction.EnterLong => 1,
            StrategyAction.EnterShort => -1,
            StrategyAction.Exit => 0,
            _ => throw new InvalidOperationException($"a member of a hybrid said {decision.Action}, which takes no side; its descriptor must say so"),
        };
    }

    private StrategyDecision Settle()
    {
        if (!_started && (!IsReady || _warm.AsSpan().Contains(false))) return StrategyDecision.WarmingUp;
        (int enter, bool leave) = Judge();
        StrategyAction action = StrategyAction.None;
        if (_started && enter != 0 && !_opens)
        {
            action = _stance.Enter(enter);
            Entered();
        }
        else if (leave || enter * _stance.Side < 0)
        {
            action = _stance.Leave();
        }
        _started = true;
        return Tell(action);
    }

    public virtual void Save(StateWriter writer)
    {
        foreach (IStrategy member in members) member.Save(writer);
        writer.WriteSpan<sbyte>(_sides);
        writer.WriteSpan<bool>(_warm);
        _stance.Save(writer);
        writer.Write(_opens);
        writer.Write(_started);
        writer.Write(Close);
    }

    public virtual void Load(StateReader reader)
    {
        foreach (IStrategy member in members) member.Load(reader);
        reader.ReadInto<sbyte>(_sides);
        reader.ReadInto<bool>(_warm);
        _stance.Load(reader);
        _opens = reader.Read<bool>();
        _started = reader.Read<bool>();
        Close = reader.Read<double>();
    }
}
