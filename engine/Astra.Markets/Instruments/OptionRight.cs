namespace Astra.Markets;

/// <summary>Right of an option. The values are part of the journal format.</summary>
public enum OptionRight : byte
{
    None = 0,
    Call = 1,
    Put = 2,
}
