namespace Astra.StandIns;

/// <summary>Whose names an instrument bears.</summary>
public enum SimVendor
{
    AngelOne,
    Shoonya,
}
