namespace Astra.StandIns;

/// <summary>An instrument of the stand-in's market. Prices are whole ten-thousandths of a rupee ("pips"), which hold every segment's tick exactly.</summary>
public sealed record SimInstrument
{
    /// <summary>Place in the server's list.</summary>
    public required int Index { get; init; }

    /// <summary>As masters write it: NSE, BSE, NFO, BFO, CDS, MCX.</summary>
    public required string Exchange { get; init; }

    /// <summary>Unique only together with the exchange: some tokens are there twice on purpose.</summary>
    public required string Token { get; init; }

    /// <summary>The vendor's trading symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>The underlying.</summary>
    public required string Name { get; init; }

    public required SimKind Kind { get; init; }

    /// <summary>Null for what does not expire.</summary>
    public DateOnly? Expiry { get; init; }

    /// <summary>Pips; 0 for what has no strike.</summary>
    public long Strike { get; init; }

    public required int Lot { get; init; }

    /// <summary>Pips.</summary>
    public required long Tick { get; init; }

    /// <summary>Pips; a multiple of the tick.</summary>
    public required long StartPrice { get; init; }

    public bool IsIndex => Kind == SimKind.Index;

    public bool IsCurrency => Exchange == "CDS";

    public bool IsDerivative => Kind is SimKind.Future or SimKind.Call or SimKind.Put;

    public override string ToString() => $"{Exchange}|{Token} {Symbol}";
}
