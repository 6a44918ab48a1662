namespace Astra.Live;

/// <summary>Takes secrets out of text that goes to people.</summary>
public sealed class Redactor
{
    public void Add(Secret secret) => throw new NotSupportedException();

    public string Clean(string text) => throw new NotSupportedException();
}
