namespace Astra.Adapters.AngelOne;

/// <summary>One level of a packet's order book, integers as sent.</summary>
/// <param name="Price">In the packet's price unit, see <see cref="AngelPrice"/>.</param>
public readonly record struct AngelLevel(long Quantity, long Price, int Orders);

public enum AngelSide
{
    Buy,
    Sell,
}
