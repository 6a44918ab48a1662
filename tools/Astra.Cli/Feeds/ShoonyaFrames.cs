namespace Astra.Cli;

internal sealed class ShoonyaFrames
{
    public bool Decode(FrameRecord record, DecodedLines lines) => false;
}
