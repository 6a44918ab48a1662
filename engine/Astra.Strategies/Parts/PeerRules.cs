using Astra.Markets;

namespace Astra.Strategies;

/// <summary>What strategies ask of instruments and peers, with the remedy where it is missing.</summary>
internal static class PeerRules
{
    /// <summary>The plan's own instrument must not be among its peers, nor a peer be named twice.</summary>
    public static string? Distinct(string name, StrategyMarket market)
    {
        for (int i = 0; i < market.Peers.Count; i++)
        {
            if (market.Peers[i].Id == market.Instrument.Id && market.Peers[i].Symbol == market.Instrument.Symbol)
                return $"{name}: {market.Peers[i].Symbol} is what the plan trades; name other instruments as peers";
            for (int j = 0; j < i; j++)
                if (market.Peers[j].Id == market.Peers[i].Id) return $"{name}: {market.Peers[i].Symbol} is named twice; name each peer once";
        }
        return null;
    }

    public static string? IsOption(string name, Instrument instrument)
    {
        if (instrument.Kind != InstrumentKind.Option) return $"{name}: {instrument.Symbol} is no option; name an option contract";
        return instrument.Strike.Units > 0 && instrument.Right != OptionRight.None && instrument.Expiry is not null
            ? null
            : $"{name}: {instrument.Symbol} carries no strike, right or expiry; take it from an instrument master";
    }

    /// <summary>One peer that is what the option is on.</summary>
    public static string? OptionOnPeer(string name, StrategyMarket market)
    {
        if (market.Peers.Count != 1) return $"{name} needs one peer: the underlying (the plan names {market.Peers.Count})";
        return IsOption(name, market.Instrument) ?? IsUnderlying(name, market.Instrument, market.Peers[0]);
    }

    public static string? IsUnderlying(string name, Instrument option, Instrument underlying)
    {
        if (underlying.Kind == InstrumentKind.Option) return $"{name}: {underlying.Symbol} is an option; name the future, share or index that {option.Symbol} is on";
        // Only names of one kind compare: an index is called differently by every source.
        bool other = underlying.Underlying.Length > 0 && option.Underlying.Length > 0 && underlying.Underlying != option.Underlying;
        return other ? $"{name}: {option.Symbol} is on {option.Underlying}, {underlying.Symbol} on {underlying.Underlying}; name one that belongs to it" : null;
    }
}
