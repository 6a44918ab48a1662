namespace Astra.Markets;

/// <summary>Something whose whole state can be written out and read back, so that a restored engine equals one that never stopped.</summary>
public interface IStateful
{
    void Save(StateWriter writer);

    void Load(StateReader reader);
}
