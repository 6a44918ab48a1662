using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Charge rates of one date, resolved once for all instruments that are charged alike: a session with a hundred thousand instruments
/// opens with a score of look-ups. Made anew from the settings after a restart, so it is no part of the state.
/// </summary>
internal sealed class DayRates(ChargeBook charges, string broker)
{
    private readonly List<(Key Key, ChargeRates? Rates)> _known = [];
    private DateOnly _date;

    /// <summary>Everything of an instrument that its charges depend on.</summary>
    private readonly record struct Key(Segment Segment, InstrumentKind Kind, ChargeGroup Group, bool AsFuture, Product Product);

    /// <summary>Null when the schedules have no row for the instrument and product on the date.</summary>
    public ChargeRates? Of(Instrument instrument, Product product, DateOnly date)
    {
        if (date != _date) _known.Clear();
        _date = date;
        var key = new Key(instrument.Segment, instrument.Kind, instrument.Group, instrument.IndexTradedAsFuture, product);
        foreach ((Key Key, ChargeRates? Rates) known in _known)
            if (known.Key == key) return known.Rates;
        ChargeRates? found = charges.TryResolve(broker, instrument, product, date, out ChargeRates rates, out _) ? rates : null;
        _known.Add((key, found));
        return found;
    }
}
