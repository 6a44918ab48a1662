namespace Astra.StandIns;

/// <summary>What an invented instrument is.</summary>
public enum SimKind
{
    Equity,
    Index,
    Future,
    Call,
    Put,
}
