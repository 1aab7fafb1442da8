-- Nothing asks for an item by its image, and a million random ids are the dearest part of beginning a job. The statement
-- that writes a job down meets each image once.
DROP INDEX "JobItem_jobId_imageId_key";
