namespace Astra.Research;

/// <summary>
/// Where a simulated path's steps come from. A struct: each worker has its own copy, and the loop over steps is specialised for it. The steps
/// of a path are a function of the path's number alone.
/// </summary>
public interface IPathSteps
{
    /// <summary>Begins a path.</summary>
    void Begin(long path);

    /// <summary>The next step's growth: wealth is multiplied by it. Zero or more.</summary>
    double Next();
}
