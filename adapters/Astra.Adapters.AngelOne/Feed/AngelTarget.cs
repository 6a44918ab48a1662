using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>What a key of a connection stands for, and whether it has been heard of since it was asked for.</summary>
internal struct AngelTarget
{
    public int Instrument;
    public Segment Segment;
    public bool IsIndex;

    /// <summary>Has an open interest.</summary>
    public bool IsDerivative;

    /// <summary>A packet came since the connection stood, usable or not.</summary>
    public bool Heard;

    public static AngelTarget Of(FeedInstrument instrument) => new()
    {
        Instrument = instrument.Instrument.Id,
        Segment = instrument.Instrument.Segment,
        IsIndex = instrument.Instrument.Kind == InstrumentKind.Index,
        IsDerivative = instrument.Instrument.Kind is InstrumentKind.Future or InstrumentKind.Option,
    };
}
