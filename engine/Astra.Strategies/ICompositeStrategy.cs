namespace Astra.Strategies;

/// <summary>A strategy made of others. It passes everything on, so what it really reads is what its members read.</summary>
public interface ICompositeStrategy : IStrategy
{
    IReadOnlyList<IStrategy> Members { get; }
}
