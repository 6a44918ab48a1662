namespace Astra.Live;

/// <summary>A broker that also wants to know what led to an order, and what the Ghost made of it.</summary>
public interface IOrderWitness
{
    /// <summary>Told of each step before the broker is called for it; of fills and lapses there is no call.</summary>
    void Witness(OrderStep step);

    /// <summary>Nothing more is at hand: what was written must be in the file.</summary>
    void Flush();
}
