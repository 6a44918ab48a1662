#pragma warning disable CS9113 // Signatures first.
namespace Astra.Live;

public sealed class RestClient(HttpMessageHandler? handler, TimeProvider time, string vendor) : IDisposable
{
    /// <summary>Sends a call and returns the answer, whatever its status.</summary>
    /// <exception cref="VendorException">No answer: no route, a timeout, an answer too long; never final.</exception>
    public Task<RestReply> SendAsync(RestCall call, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Like <see cref="SendAsync"/>, but a successful answer's body goes into a file, which is written anew with each try; the reply's own is empty then.</summary>
    public Task<RestReply> DownloadAsync(RestCall call, string file, CancellationToken stop) => throw new NotSupportedException();

    public void Dispose() => handler?.Dispose();
}
