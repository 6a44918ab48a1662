namespace Astra.Research.Tuning;

/// <summary>
/// Chooses points. A suggestion is a function of the sampler's seed, the trial's number and the history alone, so a study that is resumed goes on
/// as if it had never stopped.
/// </summary>
public interface ISampler
{
    /// <param name="number">The trial's, from 0.</param>
    double[] Suggest(History history, long number);
}
