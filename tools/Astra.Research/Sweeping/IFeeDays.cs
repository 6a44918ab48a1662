namespace Astra.Research;

/// <summary>The fees of a bar's day; a struct, so that fees which never change cost nothing to look up.</summary>
internal interface IFeeDays<TFees>
    where TFees : struct, IFees
{
    TFees At(int bar);
}

/// <summary>The same fees every day.</summary>
internal readonly struct EveryDay<TFees>(TFees fees) : IFeeDays<TFees>
    where TFees : struct, IFees
{
    public TFees At(int bar) => fees;
}
