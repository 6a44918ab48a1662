namespace Astra.Core;

/// <summary>A port whose calls may wait for another machine.</summary>
public interface IReleasable
{
    /// <summary>The engine ends without draining: calls that wait, and later ones, end by <see cref="OperationCanceledException"/>. From any thread, at most once in effect.</summary>
    void Release();
}
